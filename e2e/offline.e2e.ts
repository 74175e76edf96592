/** Without a connection: what is on screen stays, missing parts show a notice, and everything loads again by itself. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, openWatched, signInAs, type Watched } from './browser.ts';
import type { Seeded } from './product.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

let product: Shared;
let browser: Browser;
let watched: Watched;
let owner: Seeded['owner'];

beforeAll(async () => {
  product = sharedProduct();
  browser = await launch();
  ({ owner } = await product.seedEmpty('offline', 'Harbour Coffee', []));
  watched = await openWatched(browser, product.url, /./, { locale: 'en-GB' });
  await signInAs(watched.page.context(), product.url, owner);
});

afterAll(async () => {
  await browser?.close();
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

test('a form that is sent before the code has loaded is sent when it has', async () => {
  const { page, problems } = await openWatched(browser, product.url, /auth\/session/, { locale: 'en-GB' });
  let load = () => {};
  const loading = new Promise<void>((done) => {
    load = done;
  });
  await page.route(/assets\/.*\.js$/, (route) => loading.then(() => route.continue()));
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  load();
  await page.waitForURL(({ pathname }) => pathname === '/');
  expect(problems).toEqual([]);
});
