/** Metrics: any number over any days, by chart, table and file; every view has an address. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS } from '../worker/shared/durations.ts';
import { ago, downloaded, inspect, openShop, payment, type Shop } from './rooms/shop-room.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop(/\/v1\/(auth\/session|metrics\/)/);
});

afterAll(() => shop?.close());

const choose = async (name: string) => {
  await shop.page.getByRole('combobox', { name: 'Metric' }).fill(name);
  await shop.page.getByRole('option', { name }).first().click();
};
const total = () => shop.page.locator('.metric-total').textContent();
const days = (name: string) => shop.page.getByRole('button', { name }).click();

describe('metrics', () => {
  test('a metric without numbers teaches what brings them', async () => {
    await shop.page.goto('/metrics');
    await shop.page.getByRole('heading', { name: 'Nothing in these days' }).waitFor();
    const command = shop.page.getByLabel('Command that sends an event');
    expect(await command.textContent()).toContain('"event_type": "payment_succeeded"');
    await inspect(shop.page);
  });

  test('shows what was earned, against the days before, and as a table', async () => {
    await shop.send([
      payment('p1', 4_200, 24),
      payment('p2', 5_800, 48),
      payment('p3', 5_000, 24 * 60),
      payment('p4', 900, 24, { payload: { amount_cents: 900, currency: 'EUR' } }),
      { event_type: 'session_started', idempotency_key: 's1', occurred_at: ago(24) },
      { event_type: 'session_started', idempotency_key: 's2', occurred_at: ago(24) },
      { event_type: 'custom.shop.gift_wrapped', idempotency_key: 'g1', occurred_at: ago(24) },
    ]);
    // Events reach the numbers within two seconds of their reply; the page may have asked before that.
    const reloaded = async () => {
      await shop.page.reload();
      await shop.page.locator('.metric-total').getByText(/\d/).waitFor();
      return await total();
    };
    await expect.poll(reloaded, { timeout: 30_000, interval: 1_000 }).toBe('£100.00');
    // The same load may have asked for the list of metrics a moment before the numbers were there.
    await reloaded();
    await shop.page.locator('.metric-sum').getByText('100%').waitFor();
    const table = shop.page.getByRole('table');
    expect(await table.locator('tbody tr').count()).toBe(30);
    await table.getByRole('cell', { name: '£58.00' }).first().waitFor();
    await shop.page.locator('.chart-host canvas').waitFor();
    await inspect(shop.page);
  });

  test('is found by typing, in groups, and a ratio has gaps instead of zeros', async () => {
    await shop.page.getByRole('combobox', { name: 'Metric' }).click();
    await shop.page
      .getByRole('group', { name: 'Custom events' })
      .getByRole('option', { name: /Gift wrapped/ })
      .first()
      .waitFor();
    await shop.page.keyboard.press('Escape');
    await choose('Conversion');
    await shop.page.waitForURL(/metric=conversion/);
    const table = shop.page.getByRole('table');
    await table.getByRole('columnheader', { name: 'Conversion' }).waitFor();
    expect(await table.locator('tbody tr td:nth-child(2)').getByText('–', { exact: true }).count()).toBe(29);
  });

  test('changes days, buckets, currency and comparison, and the address says so', async () => {
    await choose('Revenue');
    await days('Last 30 days');
    await shop.page.getByRole('button', { name: 'Last 7 days' }).click();
    await shop.page.waitForURL(/range=7/);
    await shop.page.getByRole('radio', { name: 'Hour' }).check();
    await shop.page.waitForURL(/grain=hour/);
    await shop.page.getByRole('table').getByRole('columnheader', { name: 'Hour' }).waitFor();
    await shop.page.getByRole('combobox', { name: 'Currency' }).fill('EUR');
    await shop.page.getByRole('option', { name: /^EUR/ }).click();
    await expect.poll(total).toBe('€9.00');
    await shop.page.getByRole('switch', { name: 'Compare' }).uncheck();
    await shop.page.waitForURL(/compare=0/);
    await shop.page.getByText('Previous period').waitFor({ state: 'detached' });
    const address = shop.page.url();
    await shop.page.goBack();
    await shop.page.getByText('Previous period').waitFor();
    await shop.page.goto(address);
    await expect.poll(total).toBe('€9.00');
    expect(await shop.page.getByRole('radio', { name: 'Hour' }).isChecked()).toBe(true);
  });

  test('any days are chosen in the calendar, by keys too', async () => {
    await shop.page.goto('/metrics');
    await days('Last 30 days');
    const grid = shop.page.getByRole('grid');
    await grid.locator('[tabindex="0"]').focus();
    for (const key of ['ArrowUp', 'Enter', 'ArrowDown', 'Enter']) await shop.page.keyboard.press(key);
    await shop.page.waitForURL(/from=\d{4}-\d{2}-\d{2}&to=\d{4}-\d{2}-\d{2}/);
    const { from, to } = Object.fromEntries(new URL(shop.page.url()).searchParams) as { from: string; to: string };
    expect(Date.parse(to) - Date.parse(from)).toBe(7 * DAY_MS);
    await expect.poll(() => shop.page.getByRole('table').locator('tbody tr').count()).toBe(8);
  });

  test('is saved as a file that a spreadsheet reads', async () => {
    await shop.page.goto('/metrics?range=7&compare=0');
    await expect.poll(total).toBe('£100.00');
    const { name, text } = await downloaded(shop.page, 'Download CSV');
    expect(name).toMatch(/^Harbour-revenue-\d{4}-\d{2}-\d{2}\.csv$/);
    const [head, ...rows] = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toBe('at,revenue,currency');
    expect(rows).toHaveLength(7);
    expect(rows.map((row) => Number(row.split(',')[1])).reduce((sum, each) => sum + each)).toBe(100);
  });

  test('days that are over never ask again', async () => {
    const asked: string[] = [];
    const page = await shop.page.context().newPage();
    await page.clock.install();
    await page.goto('/metrics?range=last-month');
    await page.getByRole('table').waitFor();
    page.on('request', (request) => request.url().includes('/v1/metrics/') && asked.push(request.url()));
    await page.clock.runFor(60_000);
    expect(asked).toEqual([]);
    await page.goto('/metrics?range=7');
    await page.getByRole('table').waitFor();
    const before = asked.length;
    await page.clock.runFor(60_000);
    await expect.poll(() => asked.length).toBeGreaterThan(before);
    await page.close();
  });

  test('says what failed, with the request, and tries again', async () => {
    const problem = { code: 'internal', title: 'x', request_id: 'req_of_the_test' };
    const failing = { status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) };
    await shop.page.route('**/v1/metrics/**', (route) => route.fulfill(failing));
    await shop.page.goto('/metrics?range=7');
    await shop.page.getByText('req_of_the_test').waitFor();
    await inspect(shop.page);
    await shop.page.unroute('**/v1/metrics/**');
    await shop.page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(total).toBe('£100.00');
    await shop.page.route('**/v1/metrics/**', (route) => route.abort());
    await shop.page.getByText(/Could not refresh/).waitFor({ timeout: 15_000 });
    expect(await total()).toBe('£100.00');
    await shop.page.unroute('**/v1/metrics/**');
  });

  test('stayed within its origin and its policy', () => {
    expect(shop.watched.foreign).toEqual([]);
    expect(shop.watched.problems).toEqual([]);
  });
});
