/** Transactions and leads: found by filters, looked into, written to, saved; quick with thousands of rows. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAsQuick, middleInteraction } from './interactions.ts';
import { ago, downloaded, inspect, openShop, payment, type Shop } from './rooms/shop-room.ts';

const MANY = 5_000;

let shop: Shop;
let page: Page;

beforeAll(async () => {
  shop = await openShop(/\/v1\/(auth\/session|events)/);
  ({ page } = shop);
});

afterAll(() => shop?.close());

const rows = () => page.locator('.table-chunk .table-row');
const cell = (text: string | RegExp) => page.locator('.table-chunk').getByText(text).first();
const drawer = () => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close' }) });
const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();

describe('transactions', () => {
  test('an empty shop is shown what to send', async () => {
    await page.goto('/transactions');
    await page.getByRole('heading', { name: 'No transactions yet' }).waitFor();
    await inspect(page);
    await page.goto('/leads');
    await page.getByRole('heading', { name: 'No leads yet' }).waitFor();
    await inspect(page);
  });

  test('lists payments, refunds and failures, nothing as nothing', async () => {
    await shop.send([
      payment('order-1', 4_200, 30, { actor_id: 'cus_1', session_id: 'ses_1' }),
      payment('order-2', 0, 29),
      payment('order-3', 1_234, 28, { payload: { amount_cents: 1_234, currency: 'JPY' } }),
      { ...payment('refund-1', 4_200, 20), event_type: 'refund_issued' },
      { ...payment('failed-1', 9_900, 10), event_type: 'payment_failed' },
    ]);
    await page.goto('/transactions');
    await expect.poll(() => rows().count()).toBe(5);
    await cell('£0.00').waitFor();
    await cell('¥1,234').waitFor();
    await cell('-£42.00').waitFor();
    await tab('Failed');
    await page.waitForURL(/kind=failed/);
    await expect.poll(() => rows().count()).toBe(1);
    await cell('£99.00').waitFor();
    await inspect(page);
  });

  test('by currency and amount, and the filter is in the address', async () => {
    await tab('All');
    await page.getByRole('button', { name: 'Amount' }).click();
    await page.getByLabel('At least').fill('40,00');
    await page.getByLabel('At most').fill('50');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/currency=GBP&min_amount=4000&max_amount=5000/);
    await expect.poll(() => rows().count()).toBe(2);
    await page.getByRole('button', { name: '£40.00 to £50.00' }).click();
    await page.getByLabel('At least').fill('many');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Write amounts as numbers').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rows().count()).toBe(5);
    await page.goto('/transactions?from=2020-01-01&to=2020-01-02');
    await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
  });

  test('where text runs from right to left, names of the other direction stay below their heading', async () => {
    await page.goto('/transactions');
    await expect.poll(() => rows().count()).toBe(5);
    await page.evaluate(`document.documentElement.dir = 'rtl'`);
    const gaps = await page.evaluate(`[...document.querySelectorAll('.own-text')].map((name) => {
      const text = document.createRange();
      text.selectNodeContents(name);
      return Math.abs(name.closest('td').getBoundingClientRect().right - text.getBoundingClientRect().right);
    })`);
    expect(Math.max(...(gaps as number[]))).toBeLessThan(2);
  });

  test('opens one by key, with an address of its own, and gives the focus back', async () => {
    await page.goto('/transactions?kind=payments');
    const first = page.locator('.row-open').first();
    await first.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/event=evt_/);
    await drawer().getByRole('heading', { name: 'Payment' }).waitFor();
    await drawer().getByText('Payload', { exact: true }).click();
    await drawer().getByText('"currency": "JPY"').waitFor();
    await drawer().getByRole('button', { name: 'Copy: Order' }).click();
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('order-3');
    await inspect(page);
    const address = page.url();
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(await first.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await page.goto(address.replace('kind=payments', 'kind=failed'));
    await drawer().getByText('¥1,234').waitFor();
    await page.goto('/transactions?event=evt_none');
    await drawer().getByText('The event could not be loaded').waitFor();
  });

  test('says when there is something new, and lets the reader decide', async () => {
    await page.goto('/transactions?kind=refunds');
    await expect.poll(() => rows().count()).toBe(1);
    await shop.send([{ ...payment('refund-2', 700, 0), event_type: 'refund_issued' }]);
    await page.getByRole('button', { name: 'Show what is new' }).click({ timeout: 20_000 });
    await cell('-£7.00').waitFor();
  });

  test('abandoned checkouts have somebody to write to', async () => {
    const checkout = (id: string, payload: object) => ({
      ...{ event_type: 'checkout_started', idempotency_key: id, occurred_at: ago(50), session_id: id },
      payload: { amount_cents: 3_000, currency: 'GBP', ...payload },
    });
    await shop.send([
      checkout('left', { email: 'ana+shop@example.com', name: 'Ana Ruiz' }),
      checkout('paid', { email: 'paid@example.com' }),
      payment('order-4', 3_000, 49, { session_id: 'paid' }),
    ]);
    await page.goto('/transactions?view=abandoned');
    await cell('Ana Ruiz').waitFor();
    expect(await rows().count()).toBe(1);
    const link = page.getByRole('link', { name: 'ana+shop@example.com' });
    expect(await link.getAttribute('href')).toBe('mailto:ana%2Bshop@example.com');
    await inspect(page);
    await page.getByLabel('No payment within').selectOption('4320');
    await page.getByRole('heading', { name: 'No abandoned checkouts in these days' }).waitFor();
    await page.goto('/transactions?view=abandoned');
    await cell('Ana Ruiz').waitFor();
    const { name, text } = await downloaded(page, 'Download CSV');
    expect(name).toBe('Harbour-abandoned-checkouts.csv');
    expect(text).toContain(',30,GBP,Ana Ruiz,ana+shop@example.com,');
  });

  test('leads are listed with their contacts, and those nobody followed up', async () => {
    const lead = (id: string, payload: object) => ({
      ...{ event_type: 'lead_created', idempotency_key: id, occurred_at: ago(60), session_id: id, payload },
    });
    await shop.send([
      lead('lead-1', { name: 'Omar Haddad', email: 'omar@example.com', phone: '+44 20 7946 0018', campaign: 'autumn' }),
      lead('lead-2', { name: '=cmd()', email: 'two@example.com' }),
      payment('order-5', 1_000, 59, { session_id: 'lead-2' }),
      { event_type: 'signup', idempotency_key: 'up-1', occurred_at: ago(55), payload: { email: 'three@example.com' } },
    ]);
    await page.goto('/leads');
    await expect.poll(() => rows().count()).toBe(3);
    await page.getByRole('link', { name: '+44 20 7946 0018' }).waitFor();
    await cell('autumn').waitFor();
    await inspect(page);
    expect((await downloaded(page, 'Download CSV')).text).toContain(`,"'=cmd()",two@example.com,`);
    await page.goto('/leads?view=unanswered');
    await cell('Omar Haddad').waitFor();
    expect(await rows().count()).toBe(1);
    await inspect(page);
    await page.getByLabel('What should have followed').selectOption('message_received');
    await expect.poll(() => rows().count()).toBe(2);
  });

  test('hidden addresses and erased people say why nothing is to be read', async () => {
    const erased = await shop.call('POST', '/v1/privacy/erasures', { email: 'omar@example.com' });
    expect(await erased.json()).toMatchObject({ status: 'done', erased: 1 });
    await shop.call('PATCH', `/v1/projects/${shop.tenant.project_id}`, { pii_policy: 'hash' });
    await shop.send([
      { event_type: 'lead_created', idempotency_key: 'lead-9', payload: { email: 'nine@example.com' } },
    ]);
    await page.goto('/leads?kind=leads');
    await cell('E-mail hidden').waitFor();
    await page.getByText('hides e-mail addresses').waitFor();
    await cell('Erased').click();
    await drawer().getByText('was erased on request').waitFor();
    expect(await drawer().getByText('Payload').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'privacy settings' }).click();
    await page.waitForURL(/settings\/privacy/);
  });

  test(`${MANY} rows open and close as quickly as 200`, async () => {
    for (let from = 0; from < MANY; from += 500) {
      await shop.send(Array.from({ length: 500 }, (_, at) => payment(`many-${from + at}`, 100 + at, 1)));
    }
    await page.route('**/v1/events?*', (route) =>
      route.continue({ url: route.request().url().replace('limit=50', 'limit=200') }),
    );
    await page.goto('/transactions?kind=payments');
    // By style: looking for roles among so many rows takes the test longer than the page.
    const foot = page.locator('.table-foot');
    await foot.getByText('200 rows').waitFor();
    const few = await middleInteraction(page, () => openEach([0, 100, 199]));
    for (let loaded = 200; loaded < MANY; loaded += 200) {
      await foot.getByText(`${loaded.toLocaleString('en-GB')} rows`).waitFor();
      await foot.locator('button').click();
    }
    await foot.getByText(`${MANY.toLocaleString('en-GB')} rows`).waitFor();
    const many = await middleInteraction(page, () => openEach([0, 2_500, 4_999]));
    console.log(`interactions with 200 rows: ${few} ms, with ${MANY}: ${many} ms`);
    expect(isAsQuick(many, few), `${many} ms against ${few} ms`).toBe(true);
    await page.unroute('**/v1/events?*');
  }, 120_000);

  async function openEach(rows: number[]): Promise<void> {
    for (const at of rows) {
      await page.locator('.row-open').nth(at).click();
      await page.locator('dialog[open]').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
  }

  test('says what failed, also offline, and goes on', async () => {
    await page.route('**/v1/events?*', (route) => route.abort());
    await page.goto('/transactions');
    await page.getByText('The transactions could not be loaded').waitFor();
    await inspect(page);
    await page.unroute('**/v1/events?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await cell('Payment').waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.locator('.table-foot').getByText('cannot be reached').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.getByText('100 rows').waitFor();
  });

  test('stayed within its origin and its policy', () => {
    expect(shop.watched.foreign).toEqual([]);
    expect(shop.watched.problems).toEqual([]);
  });
});
