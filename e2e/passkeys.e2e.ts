/** Passkeys with Chromium's virtual authenticator: added, signed in with, shown before a dangerous act, removed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, launch, openWatched, overflowWidth, type Watched } from './browser.ts';
import type { Seeded } from './product.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

/** Nobody is signed in at first, and one key is refused on purpose. */
const PROVOKED = /\/v1\/(auth\/session|keys)$/;

let product: Shared;
let browser: Browser;
let watched: Watched;
let page: Page;
let tenant: Seeded;

beforeAll(async () => {
  product = sharedProduct();
  browser = await launch();
  tenant = await product.seedEmpty('passkeys', 'Harbour', []);
  const options = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' };
  watched = await openWatched(browser, product.url, PROVOKED, options);
  page = watched.page;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});

afterAll(async () => {
  await browser?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const section = (name: string) => page.getByRole('region', { name });

async function inspect(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect([colorScheme, width, await accessibilityFaults(page), await overflowWidth(page)]).toEqual([
        colorScheme,
        width,
        [],
        0,
      ]);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 900 });
}

describe('a passkey', () => {
  test('is added under a name', async () => {
    await page.goto('/sign-in?next=%2Fsettings%2Faccount');
    await page.getByLabel('E-mail').fill(tenant.owner.email);
    await page.getByLabel('Password').fill(tenant.owner.password);
    await button('Sign in').click();
    await button('Add a passkey').click();
    await page.getByLabel('Name').last().fill('My laptop');
    await button('Save').click();
    await section('Passkeys').getByText('My laptop').waitFor();
    await section('What happened around your account').getByText('Signed in').first().waitFor();
    await inspect();
  });

  test('signs in without password', async () => {
    await page.context().clearCookies();
    await page.goto('/sign-in?next=%2Fsettings%2Faccount');
    await button('Use a passkey').click();
    await section('Passkeys').getByText('My laptop').waitFor();
    await section('What happened around your account').getByText('Passkey added: My laptop').waitFor();
  });

  test('is shown before a dangerous act, which then goes on', async () => {
    await page.goto('/settings/keys');
    let refusals = 0;
    // As the API answers a quarter of an hour later.
    await page.route('**/v1/keys', async (route) => {
      if (route.request().method() !== 'POST' || refusals++ > 0) return await route.continue();
      const body = JSON.stringify({ code: 'auth.reauthentication_required', title: 'Show once more that it is you.' });
      return await route.fulfill({ status: 403, contentType: 'application/problem+json', body });
    });
    await page
      .getByRole('button', { name: /^(Create|New|Add).*key/ })
      .first()
      .click();
    await page.getByLabel('Name').last().fill('server');
    await page
      .locator('dialog')
      .getByRole('button', { name: /Create/ })
      .last()
      .click();
    await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
    await inspect();
    await button('Use a passkey').click();
    await page
      .getByText(/sk_[A-Za-z0-9]/)
      .first()
      .waitFor();
    await page.unroute('**/v1/keys');
  });

  test('opens nothing once it is removed', async () => {
    await page.goto('/settings/account');
    await section('Passkeys').getByRole('button', { name: 'Remove' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await section('Passkeys').getByText('You have none yet.').waitFor();
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await button('Use a passkey').click();
    await page.getByText('This passkey is not known here').waitFor();
    expect(watched.problems.filter((problem) => !/passkeys\/sign-in/.test(problem))).toEqual([]);
    expect(watched.foreign).toEqual([]);
  });
});
