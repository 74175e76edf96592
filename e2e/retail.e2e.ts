/** A real shop's year through HTTP: every day's KPIs exact, and a second import changes nothing. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, type Seeded, startProduct } from './product.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FILE = join(ROOT, 'demo/retail-events.ndjson.gz');
const EVENTS = 28_136;
const NET_REVENUE = 974_774_793;

interface Truth {
  days: Record<string, Record<'payments' | 'revenue_cents' | 'refunds' | 'refunds_cents' | 'signups', number>>;
}

type Line = Record<'event_type' | 'actor_id' | 'entity_id' | 'occurred_at', string> & {
  payload: { amount_cents: number };
};

/** The file itself, read without the product. */
const lines = gunzipSync(readFileSync(FILE))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line): Line => JSON.parse(line));

/** Customers by day, counted from the file itself. */
function customersByDay(): Map<string, { active: number; fresh: number }> {
  const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
  const daysOf = new Map<string, Set<string>>();
  for (const { event_type, actor_id, occurred_at } of lines) {
    if (event_type !== 'payment_succeeded' || !actor_id) continue;
    const day = london.format(new Date(occurred_at));
    daysOf.set(actor_id, (daysOf.get(actor_id) ?? new Set()).add(day));
  }
  const counts = new Map<string, { active: number; fresh: number }>();
  for (const days of daysOf.values()) {
    const first = [...days].sort()[0];
    for (const day of days) {
      const count = counts.get(day) ?? { active: 0, fresh: 0 };
      counts.set(day, { active: count.active + 1, fresh: count.fresh + (day === first ? 1 : 0) });
    }
  }
  return counts;
}

const truth: Truth = JSON.parse(readFileSync(join(ROOT, 'demo/retail-daily-truth.json'), 'utf8'));

describe('the retail file', () => {
  let product: Product;
  let shop: Seeded;

  beforeAll(async () => {
    product = await startProduct();
    const settings = ['--timezone', 'Europe/London', '--currency', 'GBP', '--industry', 'ecommerce'];
    shop = await product.seedEmpty('retail', 'Retail', settings);
  });
  afterAll(() => product?.stop());

  it('is taken whole, exact on every day', async () => {
    expect(await importFile()).toMatch(/accepted +28136\n/);
    await exact();
  });

  it('is known the second time, and changes nothing', async () => {
    expect(await importFile()).toMatch(/duplicates +28136\n/);
    await exact();
  });

  it('has the customers of every day: new and returning are all who paid, 885 of them in the first month', async () => {
    const [fresh, returning, active] = await Promise.all(
      ['new_customers', 'returning_customers', 'active_customers'].map(read),
    );
    const counts = customersByDay();
    for (const [i, { at, value }] of active!.points.entries()) {
      const expected = counts.get(at) ?? { active: 0, fresh: 0 };
      const found = { at, active: value, fresh: fresh!.points[i]!.value };
      expect(found).toEqual({ at, ...expected });
      expect(fresh!.points[i]!.value + returning!.points[i]!.value).toBe(value);
    }
    const december = fresh!.points.filter(({ at }) => at.startsWith('2010-12'));
    expect(december.reduce((sum, { value }) => sum + value, 0)).toBe(885);
  });

  it('says in a sentence which payments were refunded the same day, with the numbers of the file', async () => {
    for (const [day, amount, order] of [
      ['2011-12-09', '£168,469.60', '581483'],
      ['2011-01-18', '£77,183.60', '541431'],
    ] as const) {
      const told = await get(`/v1/explain?metric=net_revenue&from=${day}&to=${day}`);
      const { revenue_cents, refunds_cents } = truth.days[day]!;
      expect(told.value).toBe(revenue_cents - refunds_cents);
      expect(told.sentence).toContain(`1 payment of ${amount} was refunded the same day`);
      const paid = lines.find(({ entity_id }) => entity_id === order)!;
      const event = told.parts.find(({ kind }: { kind: string }) => kind === 'event');
      expect(event).toEqual({
        ...{ kind: 'event', key: 'payment_succeeded', refunded: true },
        ...{ value: paid.payload.amount_cents, share: paid.payload.amount_cents / revenue_cents },
      });
    }
  });

  // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
  async function get(path: string): Promise<any> {
    const reply = await fetch(product.url + path, { headers: { authorization: `Bearer ${shop.secret_key}` } });
    return await reply.json();
  }

  async function importFile(): Promise<string> {
    const args = ['scripts/import.ts', FILE, '--key', shop.secret_key, '--url', product.url];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    return stdout + stderr;
  }

  async function read(metric: string): Promise<{ total: number; points: { at: string; value: number }[] }> {
    const reply = await fetch(`${product.url}/v1/metrics/${metric}?from=2010-12-01&to=2011-12-09`, {
      headers: { authorization: `Bearer ${shop.secret_key}` },
    });
    return (await reply.json()) as never;
  }

  async function exact(): Promise<void> {
    await expect.poll(async () => (await read('net_revenue')).total, { timeout: 20_000 }).toBe(NET_REVENUE);
    const counts = await Promise.all(['payments', 'refunds', 'signups'].map(read));
    expect(counts.reduce((sum, { total }) => sum + total, 0)).toBe(EVENTS);
    const fields = {
      payments: 'payments',
      revenue: 'revenue_cents',
      refunds: 'refunds',
      refunds_amount: 'refunds_cents',
      signups: 'signups',
    } as const;
    for (const [metric, field] of Object.entries(fields)) {
      const { points } = await read(metric);
      const expected = points.map(({ at }) => ({ at, value: truth.days[at]?.[field] ?? 0 }));
      expect({ metric, points }).toEqual({ metric, points: expected });
    }
    const { points } = await read('net_revenue');
    const net = (at: string) => (truth.days[at]?.revenue_cents ?? 0) - (truth.days[at]?.refunds_cents ?? 0);
    expect(points).toEqual(points.map(({ at }) => ({ at, value: net(at) })));
  }
});
