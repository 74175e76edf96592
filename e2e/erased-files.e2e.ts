/** After an erasure, the files of a real local state: what is left of a person in databases and archives. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { adminClient, call } from '../scripts/demo/admin.ts';
import { startOwnServer } from '../scripts/server/own-server.ts';

const SCOPES = ['events:write', 'read', 'manage'];
const ORDERS = 20;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** The files that hold the bytes of a text. */
function holding(state: string, text: string): string[] {
  return filesIn(state).filter((file) => readFileSync(file).includes(text));
}

/** How often the bytes of a text are in the files. */
function copiesOf(state: string, text: string): number {
  return filesIn(state).reduce((n, file) => n + readFileSync(file, 'latin1').split(text).length - 1, 0);
}

/** Moves what is in write-ahead logs into the databases, as time would. */
function settle(state: string): void {
  for (const file of filesIn(state).filter((name) => name.endsWith('.sqlite'))) {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  }
}

function order(who: string, i: number, note: string): object {
  const payload = { amount_cents: 5, currency: 'GBP', owner: `${who} Surname`, mail: `${who}@example.com`, note };
  const event_type = 'payment_succeeded';
  return { event_type, idempotency_key: `${who}-${i}`, actor_id: `${who}-actor`, payload };
}

test('an erased person is in no archive, not in D1, and in the ledger’s file only where a page was split', async () => {
  const state = mkdtempSync(join(tmpdir(), 'signalbox-erased-'));
  try {
    const server = await startOwnServer(state);
    try {
      const admin = adminClient(server.url, server.adminKey);
      const tenant = await admin.createTenant({ key: 'files', name: 'Files', plan: 'internal' });
      const settings = { key: 'main', name: 'Files', timezone: 'UTC', currency: 'GBP' };
      const { id } = await admin.createProject(tenant.id, settings);
      const { key } = await admin.createKey(id, { name: 'files', kind: 'secret', scopes: SCOPES, replace: true });
      const api = <T>(method: string, path: string, body?: unknown) => call<T>(server.url, key, method, path, body);
      for (let i = 0; i < ORDERS; i++) {
        await api('POST', '/v1/events', [order('Zulema', i, 'n'.repeat(i * 400)), order('Yankee', i, '')]);
      }
      await api('POST', '/v1/events', order('Zulema', ORDERS, `${'long '.repeat(4_000)}ZulemaTail`));
      const { id: export_id } = await api<{ id: string }>('POST', '/v1/exports');
      const status = async () => (await api<{ status: string }>('GET', `/v1/exports/${export_id}`)).status;
      await expect.poll(status, { timeout: 30_000 }).toBe('ready');
      expect(holding(state, 'Zulema Surname').some((file) => file.includes('/r2/'))).toBe(true);
      const person = { actor_id: 'Zulema-actor', email: 'zulema@example.com' };
      const receipt = await api<object>('POST', '/v1/privacy/erasures', person);
      expect(receipt).toMatchObject({ status: 'done', erased: ORDERS + 1, exports: [{ id: export_id }] });
    } finally {
      await server.stop();
    }
    settle(state);
    for (const left of ['ZulemaTail', 'zulema@example.com']) {
      expect([left, holding(state, left)]).toEqual([left, []]);
    }
    // Where SQLite has split a page, copies of rows stay in the page's free room; nothing that a Worker may do clears it.
    for (const left of ['Zulema Surname', 'Zulema-actor']) {
      expect(holding(state, left).filter((file) => !file.includes('signalbox-Ledger'))).toEqual([]);
      expect([left, copiesOf(state, left)]).toEqual([left, expect.toSatisfy((copies) => copies <= ORDERS / 2)]);
    }
    // The search finds what is there.
    expect(copiesOf(state, 'Yankee Surname')).toBeGreaterThanOrEqual(ORDERS);
  } finally {
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  }
});
