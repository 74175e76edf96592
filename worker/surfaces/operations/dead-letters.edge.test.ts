import { createMessageBatch } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Env } from '../../base/env.ts';
import { newId } from '../../base/ids.ts';
import { newFact } from '../../facts.ts';
import { consumeDeadLetters, consumePipeline } from '../../pipeline.ts';
import { operate, payment, type Seed, seedTenant, until } from '../../testing/seed.ts';

/** A Worker whose ledgers all fail. */
const get = () => ({ readUnflushed: async () => Promise.reject(new Error('disk of ledger 4711 is gone')) });
const broken = { ...env, LEDGER: { idFromName: () => '', get } } as unknown as Env;

/** Delivers messages; returns how many were taken, and after how many seconds the others are to come again. */
async function deliver(bodies: unknown[], attempts: number, bindings = broken) {
  const result = { taken: 0, waits: [] as number[] };
  const ack = () => {
    result.taken += 1;
  };
  const retry = ({ delaySeconds }: { delaySeconds: number }) => void result.waits.push(delaySeconds);
  const messages = bodies.map((body) => ({ id: newId('fct'), timestamp: new Date(), attempts, body, ack, retry }));
  await consumePipeline({ queue: 'pipeline', messages } as unknown as MessageBatch, bindings);
  return result;
}

const poke = ({ tenant_id, project_id }: Seed) => newFact('ledger.advanced', { tenant_id, project_id });

async function lettersOf({ tenant_id }: Seed) {
  const { status, body } = await operate('GET', '/v1/admin/dead-letters?limit=200');
  expect(status).toBe(200);
  return body.data.filter((letter: { tenant_id: string }) => letter.tenant_id === tenant_id);
}

afterEach(() => vi.restoreAllMocks());

describe('dead letters', () => {
  it('of one cause are one row and a few lines of log, however long it lasts', async () => {
    const shop = await seedTenant();
    const lines = vi.spyOn(console, 'error').mockImplementation(() => {});
    // Four pokes a minute for half an hour, each delivered until it is given up.
    for (let i = 0; i < 120; i++) {
      const fact = poke(shop);
      for (const attempt of [1, 2]) expect((await deliver([fact], attempt)).waits).toHaveLength(1);
      expect(await deliver([fact], 3)).toEqual({ taken: 1, waits: [] });
    }
    const letters = await lettersOf(shop);
    expect(letters).toMatchObject([
      {
        queue: 'pipeline',
        type: 'ledger.advanced',
        project_id: shop.project_id,
        count: 120,
        cause: 'Error: disk of ledger … is gone',
      },
    ]);
    expect(letters[0].first_seen_at < letters[0].last_seen_at).toBe(true);
    expect(lines.mock.calls.length).toBeLessThanOrEqual(7);
  });

  it('wait longer from one try to the next, up to a quarter of an hour', async () => {
    const shop = await seedTenant();
    const fact = newFact('rules.changed', { tenant_id: shop.tenant_id, project_id: shop.project_id });
    const putRules = async () => Promise.reject(new Error('away'));
    const failing = { ...env, LEDGER: { idFromName: () => '', get: () => ({ putRules }) } } as unknown as Env;
    const waits: number[] = [];
    for (let attempt = 1; attempt < 8; attempt++) {
      waits.push(...(await deliver([fact], attempt, failing)).waits);
    }
    expect(waits[0]!).toBeLessThanOrEqual(2);
    expect(waits.at(-1)!).toBeGreaterThanOrEqual(64);
    expect((await deliver([fact], 8, failing)).taken).toBe(1);
    expect(await lettersOf(shop)).toMatchObject([{ type: 'rules.changed', count: 1 }]);
    // The work is done after all: the group closes.
    await deliver([fact], 1, env);
    expect(await lettersOf(shop)).toEqual([]);
  });

  it('are sent again one by one or all at once, and close when the work is done', async () => {
    const [shop, other] = [await seedTenant(), await seedTenant()];
    await shop.send(payment());
    const since = new Date(Date.now() - 1_000).toISOString();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await deliver([poke(shop), poke(other)], 3);
    const [letter] = await lettersOf(shop);
    const replayed = await operate('POST', `/v1/admin/dead-letters/${letter.id}/replay`);
    expect(replayed).toMatchObject({ status: 200, body: { id: letter.id } });
    expect(
      await until(
        () => lettersOf(shop),
        (left) => left.length === 0,
      ),
    ).toEqual([]);
    expect(await lettersOf(other)).toHaveLength(1);
    const all = await operate('POST', '/v1/admin/dead-letters/replay', { since });
    expect(all.status).toBe(200);
    expect(all.body.replayed).toBeGreaterThanOrEqual(1);
    expect(
      await until(
        () => lettersOf(other),
        (left) => left.length === 0,
      ),
    ).toEqual([]);
    expect((await operate('POST', '/v1/admin/dead-letters/dlt_none/replay')).status).toBe(404);
    expect((await operate('POST', '/v1/admin/dead-letters/replay', { since: 'yesterday' })).status).toBe(422);
  });

  it('are paged, last seen first, and what a queue gave up on by itself is among them', async () => {
    const { tenant_id } = await seedTenant();
    const bodies = ['a', 'b', 'c'].map((text) => ({ id: newId('fct'), tenant_id, text }));
    vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const body of bodies) {
      const messages = [{ id: newId('fct'), timestamp: new Date(), attempts: 1, body }];
      await consumeDeadLetters(createMessageBatch('deliveries-dead', messages), env);
    }
    const found = [];
    for (let cursor = ''; ; ) {
      const { body } = await operate('GET', `/v1/admin/dead-letters?limit=1${cursor}`);
      found.push(...body.data);
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    const own = found.filter((letter) => letter.tenant_id === tenant_id);
    expect(own.map(({ body }) => body.text)).toEqual(['c', 'b', 'a']);
    expect(own[0]).toMatchObject({ queue: 'deliveries', type: null, cause: '' });
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });
});
