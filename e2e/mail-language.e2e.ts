/** A page that is opened from a mail speaks the mail's language, whatever the browser it opens in prefers. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, signInAs } from './browser.ts';
import { mailedLink } from './mailbox.ts';
import type { Seeded } from './product.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

const ADA = { name: 'Ada', email: 'ada@hafen.example', password: 'ein langes Passwort' };

let product: Shared;
let browser: Browser;
let shop: Seeded;

beforeAll(async () => {
  product = sharedProduct();
  browser = await launch();
  shop = await product.seedEmpty('hafen', 'Hafenkaffee', []);
});

afterAll(async () => {
  await browser?.close();
});

/** A page of its own browser. */
async function pageIn(locale: string): Promise<Page> {
  return await (await browser.newContext({ baseURL: product.url, locale })).newPage();
}

/** Opens the newest mail's link in a browser of another language: the page has the mail's words and says so. */
async function expectOpensIn(address: string, subject: RegExp, language: string, heading: string): Promise<Page> {
  const page = await pageIn('en-GB');
  await page.goto(await mailedLink(page, address, subject));
  await page.getByRole('heading', { name: heading }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  return page;
}

test('the confirmation of a sign-up', async () => {
  const page = await pageIn('de-DE');
  await page.goto('/sign-up');
  await page.getByLabel('Dein Name').fill(ADA.name);
  await page.getByLabel('E-Mail').fill(ADA.email);
  await page.getByLabel('Passwort').fill(ADA.password);
  await page.getByRole('button', { name: 'Konto anlegen' }).click();
  await page.getByRole('heading', { name: 'Schau in dein Postfach' }).waitFor();
  const opened = await expectOpensIn(ADA.email, /./, 'de', 'Bestätige, dass du es warst');
  await opened.getByLabel('Passwort').fill(ADA.password);
  await opened.getByRole('button', { name: 'Mein Konto öffnen' }).click();
  await opened.getByRole('heading', { name: 'Willkommen, Ada' }).waitFor();
});

test('a new password, of the page that asked for it', async () => {
  const page = await pageIn('fr-FR');
  await page.goto('/forgot-password');
  await page.locator('input[type=email]').fill(shop.owner.email);
  await page.locator('button[type=submit]').click();
  await page.locator('input[type=email]').waitFor({ state: 'detached' });
  await expectOpensIn(shop.owner.email, /./, 'fr', 'Choisissez un nouveau mot de passe');
});

test('an invitation, of whoever invites', async () => {
  const page = await pageIn('en-GB');
  await signInAs(page.context(), product.url, shop.owner);
  const headers = { origin: product.url };
  await page.request.patch('/v1/auth/profile', { data: { locale: 'es' }, headers });
  const data = { invitations: [{ email: 'eva@hafen.example', role: 'viewer' }] };
  expect((await page.request.post('/v1/members/invitations', { data, headers })).status()).toBeLessThan(300);
  await expectOpensIn('eva@hafen.example', /./, 'es', 'Unirme a Hafenkaffee');
});
