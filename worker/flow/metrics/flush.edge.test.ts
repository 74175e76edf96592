import { createExecutionContext, createMessageBatch, getQueueResult, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Env } from '../../base/env.ts';
import { newId } from '../../base/ids.ts';
import worker from '../../index.ts';
import { SUBSCRIBERS } from '../../pipeline.ts';
import { abort, evict, type Hook, jobWith, query, ring } from '../../testing/faults.ts';
import { payment, type Seed, seedTenant, until } from '../../testing/seed.ts';
import { flushLedger } from './flush.ts';
import type { MetricsLedger } from './objects.ts';

const DAY = '2026-05-05';
const at = (clock: string) => `${DAY}T${clock}Z`;
const pounds = (amount_cents: number, clock = '12:00:00') =>
  payment({ payload: { amount_cents, currency: 'GBP' }, occurred_at: at(clock) });

const once = (method: string, run: () => Promise<unknown>): Hook => {
  let done = false;
  return async (called) => {
    if (done || called !== method) return;
    done = true;
    await run();
  };
};

/** Delivers facts to the Worker as its queue does. */
async function deliver(bodies: unknown[], queue = 'pipeline', bindings: Env = env) {
  const messages = bodies.map((body) => ({ id: newId('fct'), timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch(queue, messages);
  const ctx = createExecutionContext();
  await worker.queue(batch, bindings);
  return { result: await getQueueResult(batch, ctx), ids: messages.map(({ id }) => id) };
}

const advanced = ({ tenant_id, project_id }: Seed) => ({
  id: newId('fct'),
  v: 1,
  type: 'ledger.advanced',
  tenant_id,
  project_id,
});

interface PointRow {
  at: string;
  n: number;
  sum: number;
  rev: number;
}

async function pointsOf({ project_id }: Seed): Promise<PointRow[]> {
  const statement = env.DB.prepare('SELECT at, n, sum, rev FROM metric_points WHERE project_id = ? ORDER BY at');
  return (await statement.bind(project_id).all<PointRow>()).results;
}

/** The day and the hours hold exactly these payments. */
async function expectPoints(shop: Seed, n: number, sum: number): Promise<void> {
  const points = await pointsOf(shop);
  const days = points.filter((point) => point.at === DAY);
  expect(days).toMatchObject([{ n, sum }]);
  const hours = points.filter((point) => point.at !== DAY);
  expect([hours.reduce((a, p) => a + p.n, 0), hours.reduce((a, p) => a + p.sum, 0)]).toEqual([n, sum]);
}

const unflushed = (shop: Seed) => ledgerOf<MetricsLedger>(env, shop.project_id).unflushed();

/** Keeps the project's ledger from poking: its time-out is taken away as an eviction takes it. */
async function hush(shop: Seed): Promise<void> {
  const stop = (ledger: unknown) => {
    (ledger as { env: Env }).env = { ...env, PIPELINE: { send: async () => {} } } as unknown as Env;
  };
  await runInDurableObject(ledgerOf(env, shop.project_id), stop);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('D1 that fails while a ledger flushes', () => {
  /** Batches that name the project fail, counted in `failed`, until `heal` is called. */
  function failing(shop: Seed) {
    const prototype = Object.getPrototypeOf(env.DB) as D1Database;
    const { batch } = prototype;
    const fault = { failed: 0, heal: () => {} };
    prototype.batch = async function (this: D1Database, statements: D1PreparedStatement[]) {
      const named = statements.some((s) => (s as unknown as { params: unknown[] }).params.includes(shop.project_id));
      if (!named) return (await batch.call(this, statements)) as never;
      fault.failed += 1;
      throw new Error('D1_ERROR: the database is away');
    } as typeof batch;
    fault.heal = () => {
      prototype.batch = batch;
    };
    return fault;
  }

  it('loses nothing: accepted and listed meanwhile, the points come when it is back, exactly once', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const shop = await seedTenant();
    const fault = failing(shop);
    try {
      expect((await shop.send([pounds(1), pounds(20), pounds(300, '13:15:00')])).body).toMatchObject({ accepted: 3 });
      await until(
        async () => fault.failed,
        (failed) => failed > 0,
      );
      expect((await shop.send(pounds(4_000))).body).toMatchObject({ accepted: 1 });
      expect(await pointsOf(shop)).toEqual([]);
      expect((await shop.call('GET', '/v1/events')).body.data).toHaveLength(4);
      expect((await unflushed(shop)).slots).toHaveLength(2);
    } finally {
      fault.heal();
    }
    const read = () => shop.call('GET', `/v1/metrics/revenue?from=${DAY}&to=${DAY}&currency=GBP`);
    expect((await until(read, (reply) => reply.body.total === 4_321)).body.total).toBe(4_321);
    await flushLedger(jobWith(), shop.project_id);
    await expectPoints(shop, 4, 4_321);
    expect((await unflushed(shop)).slots).toEqual([]);
  });

  it('is tried again by the queue; nothing is confirmed', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const shop = await seedTenant();
    await shop.send(pounds(5));
    await hush(shop);
    const fault = failing(shop);
    try {
      const { result, ids } = await deliver([advanced(shop)]);
      expect(result.explicitAcks).toEqual([]);
      expect(result.retryMessages).toMatchObject([{ msgId: ids[0] }]);
      expect((await unflushed(shop)).slots).toHaveLength(1);
    } finally {
      fault.heal();
    }
    expect((await deliver([advanced(shop)])).result.retryMessages).toEqual([]);
    await expectPoints(shop, 1, 5);
  });
});

describe('messages', () => {
  it('delivered twice, late and out of order change nothing', async () => {
    const shop = await seedTenant();
    const early = advanced(shop);
    await shop.send([pounds(10), pounds(20)]);
    const late = advanced(shop);
    await deliver([late, late, early]);
    await expectPoints(shop, 2, 30);
    await shop.send(pounds(40, '12:20:00'));
    const { result, ids } = await deliver([early, late, early]);
    expect(result.explicitAcks.sort()).toEqual(ids.sort());
    await expectPoints(shop, 3, 70);
    await Promise.all([deliver([early]), deliver([late]), deliver([late, early])]);
    await SUBSCRIBERS['ledger.advanced'](jobWith(), early as never);
    await expectPoints(shop, 3, 70);
  });

  it('of unknown shapes are acknowledged, told in the log, and hold up nothing', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const shop = await seedTenant();
    await shop.send(pounds(9));
    await hush(shop);
    const good = advanced(shop);
    const strange = [
      null,
      5,
      'x',
      [],
      {},
      { type: 'ledger.advanced' },
      { ...good, v: 2 },
      { ...good, type: 'no.such' },
      { ...good, project_id: 7 },
      { ...good, type: 'project.reconciliation_due', days: 'all' },
    ];
    const { result, ids } = await deliver([...strange, good]);
    expect(result.retryMessages).toEqual([]);
    expect(result.explicitAcks.sort()).toEqual(ids.sort());
    await expectPoints(shop, 1, 9);
    // They are dead letters of a few causes: a line of log when a group begins and each time it doubles.
    expect(error).toHaveBeenCalled();
  });

  it('of projects that are not there are acknowledged', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const gone = { id: newId('fct'), v: 1, tenant_id: newId('ten'), project_id: newId('prj') };
    const { result, ids } = await deliver([
      { ...gone, type: 'ledger.advanced' },
      { ...gone, type: 'project.zone_changed' },
      { ...gone, type: 'project.reconciliation_due', days: 7 },
    ]);
    expect(result.retryMessages).toEqual([]);
    expect(result.explicitAcks.sort()).toEqual(ids.sort());
  });
});

describe('flushes that overlap', () => {
  it('a stale reading cannot overwrite a newer one', async () => {
    const shop = await seedTenant();
    await shop.send(pounds(10));
    await hush(shop);
    const overtake = once('readUnflushed', async () => {
      await shop.send([pounds(100), pounds(1_000, '12:59:59')]);
      await flushLedger(jobWith(), shop.project_id);
      await expectPoints(shop, 3, 1_110);
    });
    await flushLedger(
      jobWith(() => {}, overtake),
      shop.project_id,
    );
    await expectPoints(shop, 3, 1_110);
    expect((await unflushed(shop)).slots).toEqual([]);
  });

  it.each(['readUnflushed', 'confirm'])('an event that arrives around %s is not lost', async (method) => {
    for (const side of ['before', 'after']) {
      const shop = await seedTenant();
      await shop.send(pounds(10));
      await hush(shop);
      const arrive = once(method, async () => {
        await shop.send([pounds(100), pounds(1_000, '18:30:00')]);
      });
      await flushLedger(side === 'before' ? jobWith(arrive) : jobWith(undefined, arrive), shop.project_id);
      await flushLedger(jobWith(), shop.project_id);
      await expectPoints(shop, 3, 1_110);
      expect((await unflushed(shop)).slots).toEqual([]);
    }
  });

  it('an eviction before the confirmation repeats the flush, and nothing counts twice', async () => {
    const shop = await seedTenant();
    await shop.send(pounds(10));
    const fall = once('confirm', () => evict(shop));
    await flushLedger(jobWith(fall), shop.project_id);
    await evict(shop);
    await shop.send(pounds(5));
    await flushLedger(jobWith(), shop.project_id);
    await expectPoints(shop, 2, 15);
  });

  it('many at once over a busy ledger end with its exact sums', async () => {
    const shop = await seedTenant();
    const sends = Array.from({ length: 40 }, async (_, i) => {
      await scheduler.wait(i * 4);
      await shop.send([pounds(i + 1, `${String(i % 24).padStart(2, '0')}:10:00`)]);
    });
    const flushes = Array.from({ length: 20 }, async (_, i) => {
      await scheduler.wait(i * 9);
      await flushLedger(jobWith(), shop.project_id);
    });
    await Promise.all([...sends, ...flushes]);
    await flushLedger(jobWith(), shop.project_id);
    await expectPoints(shop, 40, 820);
  });
});

describe('a poke that is lost', () => {
  it('with its ledger is sent again by the alarm', async () => {
    const shop = await seedTenant();
    await shop.send(pounds(77));
    await abort(shop);
    expect(await pointsOf(shop)).toEqual([]);
    const [alarm] = await query<{ due_at: number }>(shop, `SELECT due_at FROM alarms WHERE name = 'flush'`);
    expect(alarm!.due_at).toBeLessThan(Date.now() + 16_000);
    await ring(shop, 'flush');
    await until(
      () => pointsOf(shop),
      (points) => points.length > 0,
    );
    await expectPoints(shop, 1, 77);
    await until(
      () => unflushed(shop),
      ({ slots }) => slots.length === 0,
    );
    await ring(shop, 'flush');
    expect(await query(shop, `SELECT * FROM alarms WHERE name = 'flush'`)).toEqual([]);
  });
});
