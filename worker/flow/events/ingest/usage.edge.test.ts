import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hubOf, ledgerOf } from '../../../../durable/stubs.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { evict, query, ring } from '../../../testing/faults.ts';
import { jobAt } from '../../../testing/rules.ts';
import { payment, type Seed, seedTenant, until } from '../../../testing/seed.ts';
import type { AlertsLedger } from '../../alerts/objects.ts';
import { flushLedger } from '../../metrics/flush.ts';

const today = () => new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Usage of accepted events as the API tells it, days without any left out. */
async function used(shop: Seed, from = daysAgo(5)): Promise<Record<string, number>> {
  const { body } = await shop.call('GET', `/v1/billing/usage?from=${from}&to=${today()}`);
  const days = body.days.filter((day: { ingest_unit: number }) => day.ingest_unit > 0);
  return Object.fromEntries(days.map((day: { date: string; ingest_unit: number }) => [day.date, day.ingest_unit]));
}

describe('usage of accepted events', () => {
  it('counts each once on the UTC day of its receipt, whenever it occurred; duplicates and rejected ones cost nothing', async () => {
    const shop = await seedTenant({ timezone: 'Pacific/Auckland' });
    const events = Array.from({ length: 30 }, (_, i) => payment({ occurred_at: `2026-0${1 + (i % 9)}-10T12:00:00Z` }));
    await shop.send(events);
    await shop.send(events);
    await shop.send([payment({ payload: {} }), payment()]);
    const read = () => used(shop);
    expect(await until(read, (days) => days[today()] === 31)).toEqual({ [today()]: 31 });
    const { results } = await env.DB.prepare('SELECT holder, quantity FROM usage_days WHERE tenant_id = ?')
      .bind(shop.tenant_id)
      .all();
    expect(results).toEqual([{ holder: shop.project_id, quantity: 31 }]);
  });

  it('is exact at the end of a day, one row a day in the ledger, also for a flush that comes the day after', async () => {
    const shop = await seedTenant();
    await shop.send(Array.from({ length: 7 }, () => payment()));
    // The day of what was received so far lies two days back, as if the object had slept since.
    await query(shop, 'UPDATE days SET date = ?', daysAgo(2));
    await evict(shop);
    await shop.send([payment(), payment()]);
    await evict(shop);
    await shop.send(payment());
    expect(await query(shop, 'SELECT date, seq FROM days ORDER BY date')).toEqual([
      { date: daysAgo(2), seq: 0 },
      { date: today(), seq: 7 },
    ]);
    const read = () => used(shop);
    expect(await until(read, (days) => days[today()] === 3)).toMatchObject({ [today()]: 3 });
    // What D1 had taken before the move is not counted again, and what it had not is.
    await query(shop, 'UPDATE state SET flushed_seq = 5');
    await evict(shop);
    await flushLedger(jobAt(), shop.project_id);
    expect(await used(shop)).toMatchObject({ [daysAgo(2)]: 7, [today()]: 3 });
  });

  it('never falls, whatever flush arrives last', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment()]);
    const read = () => used(shop);
    await until(read, (days) => days[today()] === 2);
    await shop.send(payment());
    await Promise.all(Array.from({ length: 5 }, () => flushLedger(jobAt(), shop.project_id)));
    await ring(shop, 'flush');
    expect(await until(read, (days) => days[today()] === 3)).toEqual({ [today()]: 3 });
  });
});

describe('a ledger that somebody listens to', () => {
  /** A ledger whose tellings to the Hub are counted; `state.listeners` is what the Hub answers. */
  async function listenedTo() {
    const shop = await seedTenant();
    const state = { told: 0, listeners: true };
    const restore = await spyOnHub(shop, () => {
      state.told += 1;
      return state.listeners;
    });
    onTestFinished(restore);
    await flushed(shop);
    expect(state.told).toBe(0);
    await ledgerOf<AlertsLedger>(env, shop.project_id).listen(true);
    await evict(shop);
    const toldUntil = (times: number) =>
      until(
        async () => state.told,
        (n) => n >= times,
      );
    return { shop, state, toldUntil };
  }

  it('tells the Hub that numbers moved until nobody listens', async () => {
    const { shop, state, toldUntil } = await listenedTo();
    await flushed(shop);
    await toldUntil(1);
    state.listeners = false;
    await flushed(shop);
    const listening = () => query(shop, 'SELECT * FROM listeners');
    expect(await until(listening, (rows) => rows.length === 0)).toEqual([]);
    const { told } = state;
    await flushed(shop);
    expect(state.told).toBe(told);
  });

  it('tells at most once a second, and once more of what came in between, though no event follows', async () => {
    const { shop, state, toldUntil } = await listenedTo();
    const now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
    onTestFinished(() => clock.mockRestore());
    const started = performance.now();
    await flushed(shop);
    await toldUntil(1);
    for (let i = 0; i < 5; i++) await flushed(shop);
    await toldUntil(2);
    // For this clock no second passes: each further telling has waited a whole one of the machine's.
    expect(state.told).toBeLessThanOrEqual(2 + (performance.now() - started) / 1_000);
  });

  it('may never have had an event', async () => {
    const shop = await seedTenant();
    await ledgerOf<AlertsLedger>(env, shop.project_id).listen(true);
    await ledgerOf<AlertsLedger>(env, shop.project_id).listen(true);
    expect(await query(shop, 'SELECT * FROM listeners')).toHaveLength(1);
    await ledgerOf<AlertsLedger>(env, shop.project_id).listen(false);
    expect(await query(shop, 'SELECT * FROM listeners')).toEqual([]);
  });
});

async function flushed(shop: Seed): Promise<void> {
  await shop.send(payment());
  await flushLedger(jobAt(), shop.project_id);
}

/** Replaces the Hub's reply to one tenant's ledger about new numbers. */
async function spyOnHub({ tenant_id, project_id }: Seed, reply: () => boolean): Promise<() => void> {
  const prototype = await runInDurableObject(hubOf(env, tenant_id), (hub) => Object.getPrototypeOf(hub));
  const own = prototype.kpiChanged;
  prototype.kpiChanged = function (id: string) {
    return id === project_id ? reply() : own.call(this, id);
  };
  return () => {
    prototype.kpiChanged = own;
  };
}
