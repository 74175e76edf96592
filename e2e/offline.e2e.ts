/** Without a connection: what is on screen stays, missing parts show a notice, and everything loads again by itself. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, openWatched, signInAs, type Watched } from './browser.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
let browser: Browser;
let watched: Watched;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launch()]);
  const { owner } = await product.seedEmpty('offline', 'Harbour Coffee', []);
  watched = await openWatched(browser, product.url, /./, { locale: 'en-GB' });
  await signInAs(watched.page.context(), product.url, owner);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test('a page that is not loaded yet says so, the frame stays, and the page comes with the connection', async () => {
  const { page } = watched;
  await page.goto('/alerts');
  await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('You are offline').waitFor();
  await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Leads' }).click();
  await page.getByText('This page could not be loaded').waitFor();
  await page.getByText('You are offline').waitFor();
  await page.getByRole('link', { name: 'Alerts' }).first().click();
  await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Leads' }).click();
  await page.getByText('This page could not be loaded').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'Leads', level: 1 }).waitFor();
  expect(await page.getByText('You are offline').count()).toBe(0);
});

test('a first visit whose words or code fail is never blank, in another language either', async () => {
  const { page } = await openWatched(browser, product.url, /./, { locale: 'de-DE' });
  await page.route(/messages-.*\.json$/, (route) => route.abort());
  await page.goto('/sign-in');
  await page.getByText('This page could not be loaded').waitFor();
  await page.unroute(/messages-.*\.json$/);
  await page.getByRole('link', { name: 'Load it again' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
});
