/** The whole story in one walk: sign up, onboard, send events, see numbers, make a rule, get its alert, acknowledge it elsewhere, invite a viewer. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, openWatched, type Watched } from './browser.ts';
import { mailedLink } from './mailbox.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

/** Nobody signed in yet, and what a viewer tries all the same. */
const PROVOKED = /\/v1\/(auth\/session|alerts|live)/;
const OWNER = { name: 'Ada Lovelace', email: 'ada@story.example', password: 'a long enough password' };
const VIEWER = { name: 'Grace Hopper', email: 'grace@story.example', password: 'another long password' };
const RULE = 'Revenue: above £100.00';
/** From the event's reply to the alert on an open page. */
const AT_ONCE_MS = 1000;

let product: Shared;
let browser: Browser;
let first: Watched;
let second: Watched;
let viewer: Watched;
let page: Page;
let key = '';

beforeAll(async () => {
  product = sharedProduct();
  browser = await launch();
  const options = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' };
  [first, second, viewer] = (await Promise.all(
    [1, 2, 3].map(() => openWatched(browser, product.url, PROVOKED, options)),
  )) as [Watched, Watched, Watched];
  page = first.page;
});

afterAll(async () => {
  await browser?.close();
});

const heading = (on: Page, name: string | RegExp) => on.getByRole('heading', { name }).first().waitFor();
const button = (on: Page, name: string | RegExp) => on.getByRole('button', { name, exact: typeof name === 'string' });
const alertRow = (on: Page) => on.getByRole('row').filter({ has: button(on, new RegExp(RULE)) });

async function send(idempotency_key: string, amount_cents: number): Promise<void> {
  const event = { event_type: 'payment_succeeded', idempotency_key, payload: { amount_cents, currency: 'GBP' } };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const reply = await fetch(`${product.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  expect(await reply.json()).toMatchObject({ accepted: 1 });
}

describe('the whole story', () => {
  test('signs up and names the business', async () => {
    await page.goto('/sign-up');
    await page.getByLabel('Your name').fill(OWNER.name);
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password').fill(OWNER.password);
    await button(page, 'Create account').click();
    await heading(page, 'Check your mail');
    await page.goto(await mailedLink(page, OWNER.email, /confirm/i));
    await page.getByLabel('What is your business called?').fill('Harbour Coffee');
    await page.getByRole('radio', { name: 'Restaurant' }).check();
    await button(page, 'Continue').click();
    await heading(page, 'Harbour Coffee is ready');
  });

  test('sends events and sees them as numbers', async () => {
    await button(page, 'Send the first event').click();
    const command = (await page.getByLabel('Command that sends an event').textContent()) ?? '';
    key = /Bearer (sk_[^']+)/.exec(command)![1]!;
    await send('order-1', 4_200);
    await page.getByRole('list', { name: 'Key numbers' }).getByText('£42.00').first().waitFor();
  });

  test('makes a rule that shows what it would have raised while it is typed', async () => {
    await page.goto('/rules');
    await button(page, 'New rule').first().click();
    await page.getByRole('radio', { name: /A number passes a limit/ }).check();
    await page.getByLabel('Limit (GBP)').fill('100.00');
    await page.getByRole('region', { name: 'Preview', exact: true }).locator('canvas').waitFor();
    await button(page, 'Create rule').click();
    await button(page, RULE).waitFor();
  });

  test('gets the alert on every open page at once', async () => {
    await second.page.goto('/sign-in');
    await second.page.getByLabel('E-mail').fill(OWNER.email);
    await second.page.getByLabel('Password').fill(OWNER.password);
    await button(second.page, 'Sign in').click();
    await second.page.getByRole('list', { name: 'Key numbers' }).waitFor();
    await second.page.goto('/alerts');
    await page.goto('/alerts');
    for (const on of [page, second.page]) await on.getByRole('heading', { name: 'All quiet' }).waitFor();
    await send('order-2', 9_900);
    await Promise.all([page, second.page].map((on) => alertRow(on).waitFor({ timeout: AT_ONCE_MS })));
    await page
      .getByText(/£141\.00/)
      .first()
      .waitFor();
  });

  test('acknowledges it on the second session, and the first sees it', async () => {
    await alertRow(second.page)
      .getByRole('button', { name: new RegExp(RULE) })
      .click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await alertRow(page).locator('.badge').getByText('Acknowledged').waitFor({ timeout: AT_ONCE_MS });
    await send('order-3', 5_000);
    await second.page.getByRole('dialog').getByText('Acknowledged by you').waitFor();
  });

  test('invites a viewer, who sees it and cannot touch it', async () => {
    await page.goto('/settings/team');
    await button(page, 'Invite people').click();
    await page.getByLabel('E-mail addresses').fill(VIEWER.email);
    await page.getByRole('radio', { name: /^Viewer/ }).check();
    await button(page, 'Send invitations').click();
    await page.getByText(VIEWER.email).waitFor();
    const { page: other } = viewer;
    await other.goto(await mailedLink(other, VIEWER.email, /./));
    await other.getByLabel('Your name').fill(VIEWER.name);
    await other.getByLabel('Password').fill(VIEWER.password);
    await button(other, 'Join Harbour Coffee').click();
    await other.getByRole('list', { name: 'Key numbers' }).waitFor();
    await other.goto('/alerts');
    await alertRow(other)
      .getByRole('button', { name: new RegExp(RULE) })
      .click();
    await other.getByRole('dialog').getByRole('heading', { name: RULE }).waitFor();
    expect(await other.getByRole('dialog').getByRole('button', { name: 'Resolve' }).count()).toBe(0);
    const status = await other.evaluate(
      `fetch('/v1/alerts/' + new URL(location.href).searchParams.get('alert') + '/resolve', { method: 'POST' }).then((reply) => reply.status)`,
    );
    expect(status).toBe(403);
  });

  test('stayed within its origin and its policy', () => {
    expect([first, second, viewer].flatMap(({ foreign, problems }) => [...foreign, ...problems])).toEqual([]);
  });
});
