/** Leaving: a workspace that is closed and kept again, an account that is deleted and kept by mail and by signing in. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, launch, openWatched, overflowWidth, settled, signInAs, type Watched } from './browser.ts';
import { mailedLink } from './mailbox.ts';
import type { Seeded } from './product.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

const SHOTS = join(import.meta.dirname, '../dist/screenshots');
const NAME = 'Corner Café';

let product: Shared;
let browser: Browser;
let cafe: Seeded;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  product = sharedProduct();
  browser = await launch();
  cafe = await product.seedEmpty('cafe', NAME, []);
  const refused = /\/v1\/(workspace|auth\/account|auth\/session|projects|alerts|rules|live)/;
  watched = await openWatched(browser, product.url, refused, {
    locale: 'en-GB',
    viewport: { width: 1440, height: 1_000 },
  });
  page = watched.page;
  await signInAs(page.context(), product.url, cafe.owner);
});

afterAll(async () => {
  await browser?.close();
});

/** Wide and narrow, light and dark: for people to look at, and checked for faults. */
async function look(name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 1_000],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      expect([name, width, colorScheme, await accessibilityFaults(page)]).toEqual([name, width, colorScheme, []]);
    }
    expect([name, width, await overflowWidth(page)]).toEqual([name, width, 0]);
  }
  await page.setViewportSize({ width: 1440, height: 1_000 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a workspace is closed by its name, says so everywhere, and is kept with one click', async () => {
  await page.goto('/settings/workspace');
  const name = page.getByLabel(`Type ${NAME} to delete it`);
  await name.fill('Corner');
  await look('leaving-delete');
  await page.getByRole('button', { name: 'Delete the workspace' }).click();
  await page.getByText('That is not what is shown.').waitFor();
  await name.fill(NAME);
  await page.getByRole('button', { name: 'Delete the workspace' }).click();
  await page.getByRole('button', { name: 'Keep the workspace' }).waitFor();
  await look('leaving-closed');
  await page.goto('/');
  await page.getByText('This workspace is closed').waitFor();
  await look('leaving-overview');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('This workspace is closed').waitFor({ state: 'detached' });
  await page.goto('/settings/workspace');
  await name.waitFor();
});

test('an account is signed out, and kept by the mailed link, or after signing in', async () => {
  const leave = async () => {
    await page.goto('/settings/account');
    await page.getByLabel('Type your e-mail address').fill(cafe.owner.email);
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByText('will be deleted in fourteen days').waitFor();
  };
  await page.goto('/settings/account');
  await look('leaving-account');
  await leave();
  await page.goto(await mailedLink(page, cafe.owner.email, /Your account will be deleted/));
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await page.getByText('Your account stays.').waitFor();
  await signInAs(page.context(), product.url, cafe.owner);
  await leave();
  await signInAs(page.context(), product.url, cafe.owner);
  await page.goto('/alerts');
  await page.getByRole('heading', { name: 'Your account will be deleted on' }).waitFor();
  // The page that was left may still wait for a reply that was broken off.
  await page.goto('/keep-account');
  await page.getByRole('heading', { name: 'Your account will be deleted on' }).waitFor();
  await look('leaving-keep-account');
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor({ state: 'detached' });
  await page.goto('/settings/workspace');
  await page.getByLabel(`Type ${NAME} to delete it`).waitFor();
  expect(watched.problems).toEqual([]);
});
