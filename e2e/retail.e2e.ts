/** A real shop's year through HTTP: every day's KPIs exact, and a second import changes nothing. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, type Seeded, startProduct } from './product.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FILE = join(ROOT, 'demo/retail-events.ndjson.gz');
const EVENTS = 28_136;
const NET_REVENUE = 974_774_793;

interface Truth {
  days: Record<string, Record<'payments' | 'revenue_cents' | 'refunds' | 'refunds_cents' | 'signups', number>>;
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
  }
});
