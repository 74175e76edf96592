/** A shop whose people, payments and checkouts are known one by one, and its pages as tests look at them. */

import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { HOUR_MS } from '../../worker/shared/durations.ts';
import { accessibilityFaults, launch, openWatched, overflowWidth, type Watched } from '../browser.ts';
import type { Seeded } from '../product.ts';
import { type Shared, sharedProduct } from '../shared-product.ts';

export interface SentEvent {
  event_type: string;
  idempotency_key: string;
  [field: string]: unknown;
}

export interface Shop {
  product: Shared;
  tenant: Seeded;
  browser: Browser;
  watched: Watched;
  page: Page;
  /** Sends events and fails unless every one is accepted. */
  send: (events: SentEvent[]) => Promise<void>;
  call: (method: string, path: string, body?: unknown) => Promise<Response>;
  close: () => Promise<void>;
}

/** The product with an empty shop that keeps addresses as they are sent, and its owner signed in. */
export async function openShop(provoked: RegExp): Promise<Shop> {
  const product = sharedProduct();
  const browser = await launch();
  const settings = ['--timezone', 'Europe/London', '--currency', 'GBP', '--industry', 'ecommerce'];
  const tenant = await product.seedEmpty('shop', 'Harbour', settings);
  const headers = { authorization: `Bearer ${tenant.secret_key}`, 'content-type': 'application/json' };
  const call: Shop['call'] = (method, path, body) =>
    fetch(`${product.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const kept = await call('PATCH', `/v1/projects/${tenant.project_id}`, { pii_policy: 'keep' });
  expect(kept.status).toBe(200);
  const watched = await openWatched(browser, product.url, provoked, {
    ...{ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' },
    ...{ reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] },
  });
  const { page } = watched;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(tenant.owner.email);
  await page.getByLabel('Password').fill(tenant.owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  return {
    ...{ product, tenant, browser, watched, page, call },
    send: async (events) => {
      const reply = await call('POST', '/v1/events', events);
      expect(await reply.json()).toMatchObject({ accepted: events.length, rejected: 0 });
    },
    close: async () => {
      await browser.close();
    },
  };
}

/** A moment so many hours ago. */
export const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** A payment of a shop's customer. */
export function payment(
  id: string,
  amount_cents: number,
  hours: number,
  more: Record<string, unknown> = {},
): SentEvent {
  const payload = { amount_cents, currency: 'GBP' };
  const entity = { entity_type: 'order', entity_id: id };
  return { event_type: 'payment_succeeded', idempotency_key: id, occurred_at: ago(hours), payload, ...entity, ...more };
}

/** A heading's link covers its whole card. */
const SMALL = `[...document.querySelectorAll('main button:not(.row-open), main select, main input:not([type=radio], [type=checkbox]), main summary, main a:not(h2 > a)')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
  .map((each) => 'too small: ' + each.outerHTML.slice(0, 160))`;

/** Both themes, on a desk and on a phone: no fault by axe, nothing to scroll sideways, nothing too small to touch. */
export async function inspect(page: Page): Promise<void> {
  const faults: string[] = [];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      faults.push(
        ...(await accessibilityFaults(page)).map((fault) => `${page.url()} ${colorScheme} ${width}: ${fault}`),
      );
    }
    if ((await overflowWidth(page)) > 0) faults.push(`${page.url()} ${width}: wider than the screen`);
  }
  faults.push(...((await page.evaluate(SMALL)) as string[]));
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(faults).toEqual([]);
}

/** What a press of `button` downloads, as text. */
export async function downloaded(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  const stream = await file.createReadStream();
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return { name: file.suggestedFilename(), text: Buffer.concat(pieces).toString('utf8') };
}
