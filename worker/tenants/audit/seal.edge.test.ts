import { createMessageBatch } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { batch, openDb } from '../../base/db.ts';
import { newId } from '../../base/ids.ts';
import { newFact } from '../../facts.ts';
import { consumePipeline } from '../../pipeline.ts';
import { newOwner } from '../../testing/person.ts';
import { seedTenant, until } from '../../testing/seed.ts';
import { recordAudit } from './record.ts';
import { sealAllAudits } from './seal.ts';

const db = openDb(env.DB);
/** Long before the entries of any other test, so that these logs are the oldest. */
const START = Date.parse('2001-01-01T00:00:00.000Z');

async function record(tenant_id: string, now: number): Promise<void> {
  const actor = { type: 'system', id: 'test' } as const;
  await batch(db, [
    recordAudit(
      { db, tenant_id, now, request_id: 'test', actor },
      { action: 'tenant.changed', target_type: 'tenant', target: tenant_id },
    ),
  ]);
}

const isSealed = async (tenant_id: string) => {
  const row = await env.DB.prepare('SELECT hash FROM audit_entries WHERE tenant_id = ? AND seq = 1')
    .bind(tenant_id)
    .first<{ hash: string | null }>();
  return row!.hash !== null;
};

it('every log is sealed in its turn, however busy those before it are', async () => {
  // The newest tenants have the highest ids, which is where a walk by id begins last.
  const tenants = Array.from({ length: 30 }, () => newId('ten'));
  const limit = 7;
  let now = START;
  const sealed = new Set<string>();
  for (let minute = 0; minute < Math.ceil(tenants.length / limit); minute++) {
    for (const tenant_id of tenants) await record(tenant_id, now++);
    await sealAllAudits({ env, db, log: () => {} }, limit);
    for (const tenant_id of tenants) if (await isSealed(tenant_id)) sealed.add(tenant_id);
    expect(sealed.size).toBe(Math.min(tenants.length, (minute + 1) * limit));
  }
  expect(sealed.size).toBe(tenants.length);
});

it('an entry is sealed right after the call that wrote it, no job needed', async () => {
  const owner = await newOwner();
  await owner.call('PATCH', '/v1/auth/profile', { name: 'Another' });
  const open = () =>
    // Starter rules are written by the queue, after the call.
    env.DB.prepare('SELECT count(*) AS n FROM audit_entries WHERE tenant_id = ? AND hash IS NULL AND action <> ?')
      .bind(owner.tenant_id, 'rule.created')
      .first<number>('n');
  const written = await env.DB.prepare('SELECT max(seq) AS n FROM audit_entries WHERE tenant_id = ?')
    .bind(owner.tenant_id)
    .first<number>('n');
  expect(written).toBeGreaterThan(1);
  expect(await until(open, (n) => n === 0)).toBe(0);
});

it('what a queue’s job wrote is sealed at its end, without the minute’s job', async () => {
  const { tenant_id, project_id } = await seedTenant();
  const other = newId('ten');
  for (const each of [tenant_id, other]) await record(each, Date.now());
  const body = newFact('rules.changed', { tenant_id, project_id });
  const batchOf = createMessageBatch('pipeline', [{ id: 'one', timestamp: new Date(), attempts: 1, body }]);
  await consumePipeline(batchOf, env);
  expect(await isSealed(tenant_id)).toBe(true);
  expect(await isSealed(other)).toBe(false);
});
