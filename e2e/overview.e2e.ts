/** The Overview, walked as its first user would: sign in, first event, live numbers, ranges, themes, sign out. */
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, launch, openWatched, overflowWidth, settled, type Watched } from './browser.ts';
import type { Seeded } from './product.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

const BUDGET_BYTES = 60 * 1024;
/** Replies that a test provokes: no session before signing in, a wrong password, numbers that fail on purpose. */
const PROVOKED = /\/v1\/(auth\/(session|sign-in)|kpis)/;

let product: Shared;
let tenant: Seeded;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  product = sharedProduct();
  browser = await launch();
  tenant = await product.seedEmpty('e2e', 'E2E shop', [
    ...['--timezone', 'Europe/London', '--currency', 'GBP', '--industry', 'ecommerce'],
  ]);
  watched = await openWatched(browser, product.url, PROVOKED, {
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
  });
  page = watched.page;
});

afterAll(async () => {
  await browser?.close();
});

const card = (name: string) => page.getByRole('list', { name: 'Key numbers' }).getByRole('button', { name });
const see = (text: string | RegExp) => page.getByText(text).first().waitFor();

/** The page shows the command; this sends what it says. */
async function runShownCommand(): Promise<unknown> {
  const command = await page.getByLabel('Command that sends an event').textContent();
  const [, url, body] = /^curl (\S+).*Bearer YOUR_KEY.*-d '([^']+)'/s.exec(command ?? '')!;
  return send(url!, tenant.secret_key, JSON.parse(body!));
}

async function send(url: string, key: string, event: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) })).json();
}

describe('the Overview', () => {
  test('asks to sign in, and refuses a wrong password', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in' }).first().click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('E-mail').fill(tenant.owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
  });

  test('shows an empty project how to send its first event', async () => {
    await page.getByLabel('Password').fill(tenant.owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Send the first event' }).waitFor();
    expect(await page.getByLabel('Command that sends an event').textContent()).toContain('"currency": "GBP"');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('names the key that is there, and turns into numbers when the event is in', async () => {
    await page.getByText(`(…${tenant.secret_key.slice(-4)}) exists already`).waitFor();
    await see(/Bearer YOUR_KEY/);
    await page.evaluate('window.sameDocument = true');
    expect(await runShownCommand()).toMatchObject({ accepted: 1 });
    await card('Net revenue').locator('.kpi-value').getByText('£42.00').waitFor();
    await card('Orders').getByText('1', { exact: true }).waitFor();
  });

  test('moves the numbers without a reload', async () => {
    const payload = { amount_cents: 5_805, currency: 'GBP' };
    const event = { event_type: 'payment_succeeded', idempotency_key: 'second', payload };
    expect(await send(`${product.url}/v1/events`, tenant.secret_key, event)).toMatchObject({ accepted: 1 });
    await card('Net revenue').locator('.kpi-value').getByText('£100.05').waitFor();
    await card('Orders').getByText('2', { exact: true }).waitFor();
    await card('Net revenue').locator('.live-value-changed').waitFor();
    await page.getByRole('region', { name: 'Latest events' }).getByText('£58.05').waitFor();
    expect(await page.evaluate('window.sameDocument')).toBe(true);
  });

  test('changes range and metric, compares, and shows the chart as a table', async () => {
    await page.getByRole('radio', { name: '7 days' }).check();
    await page.waitForURL(/range=7/);
    await page.getByRole('switch', { name: 'Compare' }).check();
    await page.waitForURL(/compare=1/);
    // There is nothing before the first event.
    await page.locator('.chart-total').getByText('Nothing to compare with yet').waitFor();
    await page.getByText('Show as table').click();
    const table = page.getByRole('table');
    await table.getByRole('cell', { name: '£100.05' }).first().waitFor();
    expect(await table.locator('tbody tr').count()).toBe(7);
    await card('Orders').click();
    await page.waitForURL(/metric=payments/);
    await table.getByRole('columnheader', { name: 'Orders' }).waitFor();
    await page.reload();
    await page.getByRole('radio', { name: '7 days', checked: true }).waitFor();
  });

  test.each(['/', '/alerts'])('%s takes over every read that was begun before its code was here', async (path) => {
    const asked: string[] = [];
    const note = (request: Request) => void asked.push(new URL(request.url()).pathname);
    const own = await page.context().newPage();
    own.on('request', note);
    await own.goto(path, { waitUntil: 'networkidle' });
    expect(await own.evaluate('signalboxEarly.size')).toBe(0);
    for (const once of ['/v1/auth/session', path === '/' ? '/v1/kpis' : '/v1/rules']) {
      expect(asked.filter((each) => each === once)).toEqual([once]);
    }
    await own.close();
  });

  test('shows an earlier day, which does not refresh itself', async () => {
    const own = await page.context().newPage();
    await own.clock.install();
    await own.goto('/');
    await own.getByRole('button', { name: 'Previous day' }).click();
    await own.waitForURL(/date=\d{4}-\d{2}-\d{2}/);
    await own.locator('.freshness').getByText('London').waitFor();
    await settled(own);
    const reads = new Set<string>();
    own.on('request', (request) => request.url().includes('/v1/kpis') && reads.add(request.url()));
    await own.clock.runFor(60_000);
    expect([...reads]).toEqual([]);
    await own.getByRole('button', { name: 'Back to today' }).click();
    await own.getByText('Today so far').first().waitFor();
    await expect.poll(() => reads.size).toBe(1);
    await own.close();
  });

  test('is accessible in both themes, and remembers the theme', async () => {
    for (const theme of ['Dark', 'Light']) {
      await page.getByRole('button', { name: 'Account and theme' }).click();
      await page.getByRole('radio', { name: theme }).check();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.reload();
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme.toLowerCase());
      await card('Net revenue').waitFor();
      await page.locator('.chart-host canvas').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    }
  });

  test('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await card('Net revenue').waitFor();
    expect(await overflowWidth(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    const small = `[...document.querySelectorAll('main button, main select, main label.segment, header button')]
      .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44).map((each) => [each.getBoundingClientRect().height, innerWidth, each.outerHTML.slice(0, 200)].join(' '))`;
    expect(await page.evaluate(small)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('says what failed, with the request id, and tries again', async () => {
    const problem = { code: 'internal', title: 'Something went wrong on our side.', request_id: 'req_of_the_test' };
    const failing = { status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) };
    await page.route('**/v1/kpis**', (route) => route.fulfill(failing));
    await page.reload();
    await see('The numbers could not be loaded');
    await see('req_of_the_test');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.unroute('**/v1/kpis**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await card('Net revenue').locator('.kpi-value').getByText('£100.05').waitFor();
  });

  test('signs out', async () => {
    await page.getByRole('button', { name: 'Account and theme' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto('/?range=7');
    await page.waitForURL('**/sign-in?next=*');
  });

  test('stayed within its origin, its policy and its weight', () => {
    expect(watched.foreign).toEqual([]);
    expect(watched.problems).toEqual([]);
    // The walk began at the sign-in page, which has code of its own.
    const loaded = [...watched.scripts].filter(([path]) => !/\/(sign-in|account|landing)-/.test(path));
    expect(loaded.some(([path]) => path.includes('chart-canvas'))).toBe(true);
    expect(loaded.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
  });
});
