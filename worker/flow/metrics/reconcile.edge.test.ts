import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/durations.ts';
import { type Hook, heldBy, jobWith, query, ring } from '../../testing/faults.ts';
import { firing, judgeAll } from '../../testing/judgements.ts';
import { operate, payment, type Seed, seedTenant } from '../../testing/seed.ts';
import { flushLedger, rebuildZone } from './flush.ts';
import { reconcileProject } from './reconcile.ts';
import type { Difference } from './schema.ts';

const NOON = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS / 2;
const DAY = new Date(NOON).toISOString().slice(0, 10);
const HOUR = `${DAY}T12:00:00+00:00`;

const pence = (amount_cents: number, minutes = 0) =>
  payment({ payload: { amount_cents, currency: 'GBP' }, occurred_at: new Date(NOON + minutes * 60_000).toISOString() });

async function seeded(): Promise<Seed> {
  const shop = await seedTenant({ currency: 'GBP' });
  await shop.send([pence(100), pence(250), pence(7, 90)]);
  await flushLedger(jobWith(), shop.project_id);
  return shop;
}

const flush = (shop: Seed) => flushLedger(jobWith(), shop.project_id);
const reconcile = (shop: Seed, days = 7) => reconcileProject(jobWith(), shop.project_id, days);

async function total(shop: Seed): Promise<number> {
  const range = `from=${DAY}&to=${DAY}`;
  const [day, hours] = [
    await shop.call('GET', `/v1/metrics/revenue?${range}`),
    await shop.call('GET', `/v1/metrics/revenue?${range}&grain=hour`),
  ];
  expect(hours.body.total).toBe(day.body.total);
  return day.body.total;
}

const d1 = (sql: string, ...bindings: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...bindings)
    .run();

/** Corrupts one stored point. */
const spoil = ({ project_id }: Seed, at: string, change: string) =>
  d1(`UPDATE metric_points SET ${change} WHERE project_id = ? AND at = ?`, project_id, at);

const places = (differences: Difference[]) => differences.map(({ where, at }) => `${where} ${at}`).sort();

/** Nothing is left to heal, D1 shows the truth, and the next event still arrives. */
async function expectHealed(shop: Seed, sum: number): Promise<void> {
  expect((await reconcile(shop)).differences).toEqual([]);
  expect(await total(shop)).toBe(sum);
  await shop.send([pence(1_000_000), pence(1_000_000, 30)]);
  await flush(shop);
  expect(await total(shop)).toBe(sum + 2_000_000);
  expect((await reconcile(shop)).differences).toEqual([]);
}

describe('reconciliation heals and records', () => {
  it('a corrupted cell, with the points that came from it', async () => {
    const shop = await seeded();
    await query(shop, 'UPDATE cells SET sum = sum + 5, n = n + 1 WHERE slot = ?', NOON / 900_000);
    const cell = { n: 3, sum: 355, min: 100, max: 250 };
    const result = await reconcile(shop);
    expect(result.differences[0]).toMatchObject({
      where: 'cell',
      at: new Date(NOON).toISOString(),
      event_type: 'payment_succeeded',
      currency: 'GBP',
      found: cell,
      expected: { n: 2, sum: 350, min: 100, max: 250 },
    });
    expect(result).toMatchObject({ healed: result.differences.length, to_day: new Date().toISOString().slice(0, 10) });
    const statement = env.DB.prepare('SELECT * FROM reconciliations WHERE id = ?').bind(result.id);
    const row = await statement.first<Record<string, string>>();
    expect(row).toMatchObject({ tenant_id: shop.tenant_id, project_id: shop.project_id, from_day: result.from_day });
    expect(JSON.parse(row!.differences!)).toEqual(result.differences);
    await expectHealed(shop, 357);
  });

  it('a cell that vanished and one that never was', async () => {
    const shop = await seeded();
    await query(shop, 'DELETE FROM cells WHERE slot = ?', NOON / 900_000);
    await query(shop, `INSERT INTO cells VALUES (?, 'signup', '', 4, 0, 0, 0)`, NOON / 900_000 + 8);
    const { differences } = await reconcile(shop);
    expect(differences.filter(({ where }) => where === 'cell')).toMatchObject([
      { found: { n: 4 }, expected: { n: 0 }, event_type: 'signup' },
      { found: { n: 0 }, expected: { n: 2, sum: 350 } },
    ]);
    await expectHealed(shop, 357);
    const signups = await shop.call('GET', `/v1/metrics/signups?from=${DAY}&to=${DAY}`);
    expect(signups.body.total).toBe(0);
  });

  it('a corrupted day, a corrupted hour, a lost point', async () => {
    for (const [at, change] of [
      [DAY, 'sum = sum + 1'],
      [HOUR, 'n = 0, sum = 0'],
      [HOUR, 'min = 1'],
      [DAY, 'max = NULL'],
    ] as const) {
      const shop = await seeded();
      await spoil(shop, at, change);
      expect(places((await reconcile(shop)).differences), change).toEqual([`point ${at}`]);
      await expectHealed(shop, 357);
    }
    const shop = await seeded();
    await d1('DELETE FROM metric_points WHERE project_id = ?', shop.project_id);
    expect((await reconcile(shop)).differences).toHaveLength(3);
    await expectHealed(shop, 357);
  });

  it('orphan points: of an hour without events, of a type and a currency that never came', async () => {
    const shop = await seeded();
    const orphan = (grain: string, type: string, at: string, currency: string) =>
      d1(
        `INSERT INTO metric_points VALUES (?, ?, 1, ?, ?, ?, ?, 3, 999, 333, 333, 1)`,
        shop.tenant_id,
        shop.project_id,
        grain,
        type,
        at,
        currency,
      );
    await orphan('hour', 'payment_succeeded', `${DAY}T03:00:00+00:00`, 'GBP');
    await orphan('day', 'signup', DAY, '');
    await orphan('day', 'payment_succeeded', DAY, 'EUR');
    const { differences } = await reconcile(shop);
    expect(places(differences)).toEqual([`point ${DAY}`, `point ${DAY}`, `point ${DAY}T03:00:00+00:00`]);
    expect(differences.every(({ expected }) => expected.n === 0)).toBe(true);
    await expectHealed(shop, 357);
    const eur = await shop.call('GET', `/v1/metrics/revenue?from=${DAY}&to=${DAY}&currency=EUR`);
    expect(eur.body.total).toBe(0);
  });

  it('a row whose revision is above the ledger’s: it refused what came after', async () => {
    const shop = await seeded();
    await spoil(shop, DAY, 'rev = 1000000');
    await shop.send(pence(40));
    await flush(shop);
    const stuck = await shop.call('GET', `/v1/metrics/revenue?from=${DAY}&to=${DAY}`);
    expect(stuck.body.total).toBe(357);
    expect(places((await reconcile(shop)).differences)).toEqual([`point ${DAY}`]);
    await expectHealed(shop, 397);
  });

  it('only what lies in the days that it was asked for', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    await shop.send([pence(1), pence(2, -9 * 24 * 60)]);
    await flush(shop);
    await d1('UPDATE metric_points SET sum = 77 WHERE project_id = ? AND grain = ?', shop.project_id, 'day');
    expect((await reconcile(shop, 2)).differences).toHaveLength(1);
    expect((await reconcile(shop, 30)).differences).toHaveLength(1);
    expect((await reconcile(shop, 30)).differences).toEqual([]);
  });

  it('and never the points of another project', async () => {
    const [shop, other] = [await seeded(), await seeded()];
    await spoil(other, DAY, 'sum = 1');
    expect((await reconcile(shop)).differences).toEqual([]);
    expect((await reconcile(other)).differences).toHaveLength(1);
  });
});

describe('reconciliation finds nothing', () => {
  it('on clean projects of every zone and age, with what was not flushed yet', async () => {
    for (const timezone of ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Europe/London']) {
      const shop = await seedTenant({ timezone, currency: 'GBP' });
      expect(await reconcile(shop)).toMatchObject({ differences: [], checked: 0, healed: 0 });
      await shop.send(Array.from({ length: 400 }, (_, i) => pence(i, -i * 311)));
      expect((await reconcile(shop, 90)).differences).toEqual([]);
      await flush(shop);
      expect((await reconcile(shop, 90)).differences).toEqual([]);
    }
  });

  it('on a project that is written to without pause', async () => {
    const shop = await seeded();
    let busy = true;
    let sum = 357;
    const writer = (async () => {
      for (let i = 0; busy; i++) {
        await shop.send([pence(i, i % 300), pence(i, -(i % 300))]);
        sum += 2 * i;
      }
    })();
    const flusher = (async () => {
      while (busy) {
        await flush(shop);
        await scheduler.wait(5);
      }
    })();
    for (let i = 0; i < 10; i++) expect((await reconcile(shop)).differences).toEqual([]);
    busy = false;
    await Promise.all([writer, flusher]);
    await flush(shop);
    expect((await reconcile(shop)).differences).toEqual([]);
    expect(await total(shop)).toBe(sum);
    expect((await heldBy(shop)).sum).toBe(sum);
  });

  it('when the time zone changes while it runs', async () => {
    for (const method of ['recount', 'unflushed', 'sums']) {
      const shop = await seeded();
      let calls = 0;
      const change: Hook = async (called) => {
        if (called !== method || calls++ > 0) return;
        await d1(`UPDATE projects SET timezone = 'Asia/Tokyo', zone_rev = 2 WHERE id = ?`, shop.project_id);
        await rebuildZone(jobWith(), shop.project_id);
      };
      const result = await reconcileProject(jobWith(change), shop.project_id, 7);
      expect(result.differences, method).toEqual([]);
      expect(await total(shop)).toBe(357);
    }
  });

  it('and takes nothing away where retention has dropped the raw events: KPIs are for ever', async () => {
    const shop = await seedTenant({ currency: 'GBP' });
    const old = Date.now() - 90.5 * DAY_MS;
    const day = new Date(old).toISOString().slice(0, 10);
    await shop.send([
      payment({ payload: { amount_cents: 41, currency: 'GBP' }, occurred_at: new Date(old).toISOString() }),
    ]);
    await flush(shop);
    await query(shop, 'UPDATE segments SET received_at = ?', old);
    await ring(shop, 'retention');
    expect((await heldBy(shop)).events).toBe(0);
    // Ninety local days reach beyond ninety times 24 hours when an hour of daylight saving lies between; two days do so surely.
    const job = { ...jobWith(), now: Date.now() - 2 * DAY_MS };
    expect((await reconcileProject(job, shop.project_id, 90)).differences).toEqual([]);
    await flush(shop);
    const series = await shop.call('GET', `/v1/metrics/revenue?from=${day}&to=${day}`);
    expect(series.body.total).toBe(41);
    expect((await heldBy(shop)).counted).toBe(1);
  });
});

it('healing does not undo what a flush brings at the same time', async () => {
  const shop = await seeded();
  await spoil(shop, DAY, 'sum = 1');
  // Calls of `sums` after a difference: two comparisons, each with a flush before it, then the healing itself.
  for (let nth = 1; nth <= 3; nth++) {
    await spoil(shop, DAY, 'sum = 1');
    let calls = 0;
    const overtake: Hook = async (called) => {
      if (called !== 'sums') return;
      calls += 1;
      if (calls !== nth) return;
      await shop.send(pence(1_000));
      await flush(shop);
    };
    await reconcileProject(jobWith(undefined, overtake), shop.project_id, 7);
    await flush(shop);
    expect(await total(shop), `overtaken at reading ${nth}`).toBe(357 + nth * 1_000);
  }
});

it('the operator’s call returns what it did, and is the operator’s only', async () => {
  const shop = await seeded();
  await spoil(shop, DAY, 'n = 9');
  const path = `/v1/admin/projects/${shop.project_id}/reconcile`;
  const reply = await operate('POST', path, {});
  expect(reply).toMatchObject({ status: 200, body: { healed: 1, project_id: shop.project_id } });
  expect((await shop.call('POST', path, {})).status).toBe(403);
  expect((await operate('POST', '/v1/admin/projects/prj_none/reconcile', {})).status).toBe(404);
  for (const body of [{ days: 0 }, { days: 91 }, { days: 1.5 }, { days: '7' }, { day: 7 }]) {
    expect((await operate('POST', path, body)).status).toBe(422);
  }
});

describe('reconciliation of usage', () => {
  const TODAY = new Date().toISOString().slice(0, 10);
  const usage = async (shop: Seed) =>
    (await shop.call('GET', `/v1/billing/usage?from=${TODAY}&to=${TODAY}`)).body.totals;
  const found = async (shop: Seed) => (await reconcile(shop)).differences;

  it('heals a day of D1 that is wrong, lost, no number or of a revision that is too high', async () => {
    const where = "WHERE holder = ? AND meter = 'ingest_unit'";
    for (const [change, n] of [
      [`UPDATE usage_days SET quantity = 99 ${where}`, 99],
      [`DELETE FROM usage_days ${where}`, 0],
      [`UPDATE usage_days SET quantity = 'many' ${where}`, 0],
      [`UPDATE usage_days SET quantity = 1, rev = 1000000 ${where}`, 1],
    ] as const) {
      const shop = await seeded();
      await d1(change, shop.project_id);
      expect(await found(shop), change).toMatchObject([
        { where: 'usage', at: TODAY, event_type: 'ingest_unit', found: { n }, expected: { n: 3 } },
      ]);
      expect(await usage(shop)).toMatchObject({ ingest_unit: 3 });
      await shop.send([pence(1), pence(2)]);
      await flush(shop);
      expect(await usage(shop)).toMatchObject({ ingest_unit: 5 });
      expect(await found(shop)).toEqual([]);
    }
  });

  it('heals the days of the ledger itself, one that never can be included', async () => {
    const shop = await seeded();
    await query(shop, 'UPDATE days SET seq = seq + 1 WHERE date = ?', TODAY);
    await query(shop, "INSERT INTO days VALUES ('9999-12-31', 3)");
    expect(places(await found(shop))).toEqual([`day ${TODAY}`, 'day 9999-12-31']);
    await shop.send(pence(1));
    await flush(shop);
    expect(await usage(shop)).toMatchObject({ ingest_unit: 4 });
    expect(await found(shop)).toEqual([]);
  });

  it('heals alerts raised, and keeps what it found where it can be read', async () => {
    const shop = await seeded();
    await judgeAll(shop, [firing(shop)]);
    await d1("UPDATE usage_days SET quantity = 7 WHERE holder = ? AND meter = 'alerts_triggered'", shop.project_id);
    expect(await found(shop)).toMatchObject([{ event_type: 'alerts_triggered', found: { n: 7 }, expected: { n: 1 } }]);
    expect(await usage(shop)).toMatchObject({ alerts_triggered: 1 });
    await reconcile(shop);
    const list = await shop.call('GET', '/v1/reconciliations?limit=1');
    expect(list).toMatchObject({ status: 200, body: { data: [{ differences: [], healed: 0 }] } });
    const older = await shop.call('GET', `/v1/reconciliations?limit=1&cursor=${list.body.next_cursor}`);
    expect(older.body.data).toMatchObject([
      { project_id: shop.project_id, healed: 1, differences: [{ where: 'usage' }] },
    ]);
    expect(older.body.data[0]).not.toHaveProperty('tenant_id');
    const operators = await operate('GET', `/v1/admin/projects/${shop.project_id}/reconciliations`);
    expect(operators.body.data).toHaveLength(2);
    const other = await seedTenant();
    expect((await other.call('GET', '/v1/reconciliations')).body.data).toEqual([]);
    await d1("UPDATE reconciliations SET differences = '[{' WHERE project_id = ?", shop.project_id);
    expect((await shop.call('GET', '/v1/reconciliations')).body.data).toHaveLength(2);
  });
});
