import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import { newFact } from '../../facts.ts';
import worker from '../../index.ts';
import { type Hook, jobWith } from '../../testing/faults.ts';
import { operate, payment, type Seed, seedTenant, until } from '../../testing/seed.ts';
import { flushLedger, rebuildZone } from './flush.ts';
import type { MetricsLedger } from './objects.ts';

const TOKYO = 'Asia/Tokyo';
const NEW_YORK = 'America/New_York';

const at = (amount_cents: number, occurred_at: string) =>
  payment({ payload: { amount_cents, currency: 'GBP' }, occurred_at });

/** Three events around midnights: which day they are on tells the zone. */
const AROUND = [at(1, '2026-03-01T02:00:00Z'), at(20, '2026-03-01T12:00:00Z'), at(300, '2026-03-01T22:00:00Z')];
const SPLIT: Record<string, number[]> = {
  UTC: [0, 321, 0],
  [TOKYO]: [0, 21, 300],
  [NEW_YORK]: [1, 320, 0],
};

async function seeded(timezone: string): Promise<Seed> {
  const shop = await seedTenant({ timezone, currency: 'GBP' });
  await shop.send(AROUND.map((event) => ({ ...event })));
  await flushLedger(jobWith(), shop.project_id);
  return shop;
}

async function read(shop: Seed, grain = 'day') {
  const { body } = await shop.call('GET', `/v1/metrics/revenue?from=2026-02-28&to=2026-03-02&grain=${grain}`);
  return { timezone: body.timezone, values: body.points.map((p: { value: number }) => p.value), total: body.total };
}

const move = (shop: Seed, timezone: string) => shop.call('PATCH', `/v1/projects/${shop.project_id}`, { timezone });

/** Gives the project a zone without a word to the queue, so that a test may run the rebuild step by step. */
async function moveSilently({ project_id }: Seed, timezone: string): Promise<void> {
  const sql = 'UPDATE projects SET timezone = ?, zone_rev = zone_rev + 1 WHERE id = ?';
  await env.DB.prepare(sql).bind(timezone, project_id).run();
}

const served = (shop: Seed, timezone: string) =>
  until(
    () => read(shop),
    (reading) => reading.timezone === timezone,
  );

async function revisionsOf({ project_id }: Seed): Promise<number[]> {
  const statement = env.DB.prepare('SELECT DISTINCT zone_rev FROM metric_points WHERE project_id = ? ORDER BY 1');
  return (await statement.bind(project_id).all<{ zone_rev: number }>()).results.map((row) => row.zone_rev);
}

describe('a new time zone', () => {
  it('moves every event to its new day and hour and leaves no old points', async () => {
    const shop = await seeded('UTC');
    expect((await read(shop)).values).toEqual(SPLIT.UTC);
    expect(await move(shop, TOKYO)).toMatchObject({ status: 200, body: { timezone: TOKYO } });
    expect(await served(shop, TOKYO)).toMatchObject({ values: SPLIT[TOKYO], total: 321 });
    const hours = await read(shop, 'hour');
    expect(hours.values.map((value: number, i: number) => [i - 24, value]).filter(([, v]: number[]) => v)).toEqual([
      [11, 1],
      [21, 20],
      [31, 300],
    ]);
    await until(
      () => revisionsOf(shop),
      (revisions) => revisions.length === 1,
    );
    expect(await revisionsOf(shop)).toEqual([2]);
  });

  it('is not served before its points are complete', async () => {
    const shop = await seeded('UTC');
    await moveSilently(shop, TOKYO);
    expect(await read(shop)).toMatchObject({ timezone: 'UTC', values: SPLIT.UTC });
    const seen: unknown[] = [];
    const look = async () => {
      seen.push(await read(shop));
    };
    await rebuildZone(jobWith(look, look), shop.project_id);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    for (const reading of seen) expect(reading).toMatchObject({ timezone: 'UTC', values: SPLIT.UTC });
    expect(await read(shop)).toMatchObject({ timezone: TOKYO, values: SPLIT[TOKYO] });
  });

  it.each(['slotsFrom', 'sums'])('loses no event that arrives during its rebuild, around %s', async (method) => {
    for (const flushes of [true, false]) {
      for (const side of ['before', 'after']) {
        const shop = await seeded('UTC');
        await moveSilently(shop, TOKYO);
        let calls = 0;
        const arrive: Hook = async (called) => {
          if (called !== method || calls++ > 0) return;
          await shop.send([at(4_000, '2026-03-01T02:05:00Z'), at(50_000, '2026-03-01T23:59:59Z')]);
          if (flushes) await flushLedger(jobWith(), shop.project_id);
        };
        await rebuildZone(side === 'before' ? jobWith(arrive) : jobWith(undefined, arrive), shop.project_id);
        await flushLedger(jobWith(), shop.project_id);
        expect(await read(shop)).toMatchObject({ timezone: TOKYO, values: [0, 4_021, 50_300], total: 54_321 });
        expect((await ledgerOf<MetricsLedger>(env, shop.project_id).unflushed()).slots).toEqual([]);
      }
    }
  });

  it('that comes while a flush is under way leaves nothing behind', async () => {
    for (const method of ['readUnflushed', 'confirm']) {
      const shop = await seeded('UTC');
      await shop.send([at(4_000, '2026-03-01T02:05:00Z'), at(50_000, '2026-03-01T23:59:59Z')]);
      let calls = 0;
      const change: Hook = async (called) => {
        if (called !== method || calls++ > 0) return;
        await moveSilently(shop, TOKYO);
        await rebuildZone(jobWith(), shop.project_id);
      };
      await flushLedger(jobWith(undefined, change), shop.project_id);
      await flushLedger(jobWith(), shop.project_id);
      expect(await read(shop), method).toMatchObject({ timezone: TOKYO, values: [0, 4_021, 50_300] });
    }
  });

  it('twice in a row ends with the second, and back again with the first', async () => {
    const shop = await seeded('UTC');
    await Promise.all([move(shop, TOKYO), shop.send(at(4_000, '2026-03-01T02:05:00Z'))]);
    await move(shop, NEW_YORK);
    expect((await served(shop, NEW_YORK)).values).toEqual([4_001, 320, 0]);
    await move(shop, TOKYO);
    await move(shop, 'UTC');
    const back = await until(
      () =>
        env.DB.prepare('SELECT * FROM projects WHERE id = ?').bind(shop.project_id).first<Record<string, unknown>>(),
      (row) => row!.points_zone_rev === row!.zone_rev,
    );
    expect(back).toMatchObject({ zone_rev: 5, points_zone_rev: 5, timezone: 'UTC', points_timezone: 'UTC' });
    expect((await read(shop)).values).toEqual([0, 4_321, 0]);
  });

  it('changed again while the first rebuild runs is not overtaken by it', async () => {
    const shop = await seeded('UTC');
    await moveSilently(shop, TOKYO);
    let calls = 0;
    const again: Hook = async (called) => {
      if (called !== 'sums' || calls++ > 0) return;
      await moveSilently(shop, NEW_YORK);
    };
    await rebuildZone(jobWith(undefined, again), shop.project_id);
    expect(await read(shop)).toMatchObject({ timezone: 'UTC', values: SPLIT.UTC });
    await rebuildZone(jobWith(), shop.project_id);
    expect(await read(shop)).toMatchObject({ timezone: NEW_YORK, values: SPLIT[NEW_YORK] });
    expect(await revisionsOf(shop)).toEqual([3]);
  });

  it('rebuilds a ledger of many slots page by page', async () => {
    const shop = await seedTenant({ timezone: 'UTC', currency: 'GBP' });
    const from = Date.UTC(2026, 0, 1);
    const events = Array.from({ length: 1_900 }, (_, i) => at(1, new Date(from + i * 2_700_000).toISOString()));
    for (let i = 0; i < events.length; i += 500) await shop.send(events.slice(i, i + 500));
    await moveSilently(shop, 'Asia/Kathmandu');
    await rebuildZone(jobWith(), shop.project_id);
    const { body } = await shop.call('GET', '/v1/metrics/revenue?from=2025-12-31&to=2026-03-02');
    expect(body).toMatchObject({ timezone: 'Asia/Kathmandu', total: 1_900 });
    const value = Object.fromEntries(body.points.map((p: { at: string; value: number }) => [p.at, p.value]));
    // 18:15 UTC begins the day there, so the first local day holds the events from 00:00 to 18:00.
    expect([value['2025-12-31'], value['2026-01-01'], value['2026-01-02']]).toEqual([0, 25, 32]);
  });

  it('whose message is lost is rebuilt by the sweep of the outbox, and the row goes', async () => {
    const shop = await seeded('UTC');
    await moveSilently(shop, TOKYO);
    const { tenant_id, project_id } = shop;
    const fact = newFact('project.zone_changed', { tenant_id, project_id });
    const past = '2026-01-01T00:00:00.000Z';
    await env.DB.prepare('INSERT INTO outbox (id, tenant_id, fact, created_at, due_at) VALUES (?, ?, ?, ?, ?)')
      .bind(fact.id, tenant_id, JSON.stringify(fact), past, past)
      .run();
    await worker.scheduled(createScheduledController({ cron: '* * * * *', scheduledTime: new Date() }), env);
    expect((await served(shop, TOKYO)).values).toEqual(SPLIT[TOKYO]);
    const row = () => env.DB.prepare('SELECT id FROM outbox WHERE id = ?').bind(fact.id).first();
    expect(await until(row, (found) => found === null)).toBeNull();
  });

  it('that is the old one, or goes with a bad field, changes nothing', async () => {
    const shop = await seeded('UTC');
    expect((await move(shop, 'UTC')).body).toMatchObject({ zone_rev: 1 });
    for (const body of [
      { timezone: 'Mars/Base' },
      { timezone: '+02:00' },
      { timezone: TOKYO, x: 1 },
      { timezone: '' },
    ]) {
      expect(await shop.call('PATCH', `/v1/projects/${shop.project_id}`, body)).toMatchObject({ status: 422 });
    }
    expect(await read(shop)).toMatchObject({ timezone: 'UTC', values: SPLIT.UTC });
  });
});

describe('names of zones', () => {
  it.each(['PST', 'JST', 'ACT', 'AET', 'IST', 'EST', 'US/Pacific', 'Asia/Calcutta', 'Etc/GMT+5', 'utc', 'Factory'])(
    '%s is refused, or its days are counted',
    async (timezone) => {
      const tenant = (await operate('POST', '/v1/admin/tenants', { key: `zone-${timezone}-${Date.now()}`, name: 'Z' }))
        .body;
      const made = await operate('POST', `/v1/admin/tenants/${tenant.id}/projects`, { name: 'Z', timezone });
      if (made.status === 422) return expect(made.body.errors[0].path).toBe('timezone');
      const shop = await seedTenant({ timezone, currency: 'GBP' });
      await shop.send(AROUND.map((event) => ({ ...event })));
      await flushLedger(jobWith(), shop.project_id);
      expect((await read(shop)).total).toBe(321);
      expect((await shop.call('GET', '/v1/kpis?date=2026-03-01')).status).toBe(200);
    },
  );
});
