import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { newFact } from '../facts.ts';
import { consumePipeline } from '../pipeline.ts';
import { seedTenant } from '../testing/seed.ts';
import { openDb } from './db.ts';
import type { Env } from './env.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';
import { sendFacts, sweepOutbox } from './outbox.ts';

const MINUTE = 60_000;
const d1 = (sql: string, ...bindings: unknown[]) => env.DB.prepare(sql).bind(...bindings);

/** A row as old as can be, so that the sweep takes it first. */
async function put(id: string, tenant_id: string, fact: string): Promise<void> {
  const at = '2000-01-01T00:00:00.000Z';
  await d1(
    'INSERT INTO outbox (id, tenant_id, fact, created_at, due_at) VALUES (?, ?, ?, ?2, ?2)'.replaceAll('?2', `'${at}'`),
    id,
    tenant_id,
    fact,
  ).run();
}

const held = (id: string) =>
  d1('SELECT due_at, attempts FROM outbox WHERE id = ?', id).first<{ due_at: string; attempts: number }>();
const quarantined = (row_id: string) =>
  d1("SELECT tenant_id, reason, body FROM quarantine WHERE source = 'outbox' AND row_id = ?", row_id).first();

/** Sweeps at an instant until nothing is overdue, facts of other tests included; returns the ids of the facts that were sent. */
async function sweep(now = Date.now()): Promise<string[]> {
  const sent: string[] = [];
  const PIPELINE = {
    sendBatch: async (batch: { body: { id: string } }[]) => void sent.push(...batch.map(({ body }) => body.id)),
  };
  const ctx = { env: { ...env, PIPELINE } as unknown as Env, db: openDb(env.DB), now, log: () => {} };
  while ((await sweepOutbox(ctx)) > 0);
  return sent;
}

/** Delivers one message to the pipeline's consumer. */
async function deliver(body: unknown, attempts = 1) {
  const batch = createMessageBatch('pipeline', [{ id: newId('fct'), timestamp: new Date(), attempts, body }]);
  await consumePipeline(batch, env);
  return await getQueueResult(batch, createExecutionContext());
}

describe('the sweep of the outbox', () => {
  it('sends every other fact when a row holds none, and sets that row aside', async () => {
    const { tenant_id, project_id } = await seedTenant();
    const broken = [newId('fct'), newId('fct'), newId('fct')];
    await put(broken[0]!, tenant_id, '{"id":');
    await put(broken[1]!, tenant_id, 'null');
    await put(broken[2]!, tenant_id, '"text"');
    const fact = newFact('rules.changed', { tenant_id, project_id });
    await put(fact.id, tenant_id, JSON.stringify(fact));
    expect(await sweep()).toContain(fact.id);
    for (const id of broken) {
      expect(await held(id)).toBeNull();
      expect(await quarantined(id)).toMatchObject({ tenant_id, reason: 'fact.unreadable' });
    }
    expect(await quarantined(broken[0]!)).toMatchObject({ body: '{"id":' });
  });

  it('sends a fact that nobody confirms less and less often', async () => {
    const { tenant_id, project_id } = await seedTenant();
    const fact = newFact('rules.changed', { tenant_id, project_id });
    await put(fact.id, tenant_id, JSON.stringify(fact));
    const waits: number[] = [];
    let now = Date.now();
    for (let i = 0; i < 9; i++) {
      expect(await sweep(now)).toContain(fact.id);
      const due = Date.parse((await held(fact.id))!.due_at);
      expect(await sweep(due - 1)).not.toContain(fact.id);
      waits.push((due - now) / MINUTE);
      now = due;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('does not send a fact of unknown type for ever: its first delivery sets it aside', async () => {
    const { tenant_id } = await seedTenant();
    const fact = { id: newId('fct'), v: 1, type: 'project.painted', tenant_id };
    await put(fact.id, tenant_id, JSON.stringify(fact));
    expect(await sweep()).toContain(fact.id);
    const { explicitAcks, retryMessages } = await deliver(fact);
    expect([explicitAcks.length, retryMessages.length]).toEqual([1, 0]);
    expect(await held(fact.id)).toBeNull();
    expect(await quarantined(fact.id)).toMatchObject({ reason: 'fact.unknown', body: JSON.stringify(fact) });
    expect(await sweep(Date.now() + 60 * MINUTE)).not.toContain(fact.id);
  });
});

it('more facts than one batch of the queue holds are sent in several; a batch that fails keeps no other back', async () => {
  const { tenant_id, project_id } = await seedTenant();
  const facts = Array.from({ length: 250 }, () => newFact('rules.changed', { tenant_id, project_id }));
  const sizes: number[] = [];
  const counts: unknown[] = [];
  const PIPELINE = {
    sendBatch: async (messages: unknown[]) => {
      sizes.push(messages.length);
      // The platform takes a hundred at most.
      if (messages.length > 100 || sizes.length === 1) throw new Error('Unknown Internal Error (15000)');
    },
  };
  const log = (...[, , fields]: Parameters<Log>) => void counts.push(fields?.count);
  await sendFacts({ env: { ...env, PIPELINE } as unknown as Env, log }, facts);
  expect(sizes).toEqual([100, 100, 50]);
  expect(counts).toEqual([100]);
});
