/** The state of a laptop that ran before accounts had a library must live on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../account/password.ts';

const sqlOf = (name: string) => readFileSync(join(import.meta.dirname, '../../../../migrations', name), 'utf8');

it('keeps people, their passwords and memberships; sessions end', () => {
  const db = new DatabaseSync(':memory:');
  db.exec('PRAGMA foreign_keys = ON');
  db.exec(sqlOf('0001_tenants.sql'));
  db.exec(sqlOf('0002_flow.sql'));
  const at = '2026-01-01T00:00:00.000Z';
  db.exec(
    `INSERT INTO tenants (id, key, name, slug, plan, created_at) VALUES ('ten_1', 'acme', 'Acme', 'acme', 'free', '${at}')`,
  );
  const user = db.prepare('INSERT INTO users (id, email, name, password, created_at) VALUES (?, ?, ?, ?, ?)');
  user.run('usr_1', 'ada@example.com', 'Ada', hashPassword('an old password'), at);
  db.exec(`INSERT INTO members (tenant_id, user_id, role, created_at) VALUES ('ten_1', 'usr_1', 'owner', '${at}')`);
  db.exec(
    `INSERT INTO sessions (digest, user_id, tenant_id, created_at, expires_at) VALUES ('d', 'usr_1', 'ten_1', '${at}', '2099-01-01')`,
  );

  db.exec(sqlOf('0003_accounts.sql'));

  expect(db.prepare('SELECT * FROM users').get()).toMatchObject({
    id: 'usr_1',
    email_verified: 1,
    updated_at: at,
    locale: 'en',
  });
  const account = db.prepare('SELECT * FROM accounts').get() as { password: string };
  expect(account).toMatchObject({ id: 'acc_1', provider_id: 'credential', account_id: 'usr_1', user_id: 'usr_1' });
  expect(verifyPassword('an old password', account.password)).toBe(true);
  expect(db.prepare('SELECT role FROM members').all()).toEqual([{ role: 'owner' }]);
  expect(db.prepare('SELECT * FROM sessions').all()).toEqual([]);
});
