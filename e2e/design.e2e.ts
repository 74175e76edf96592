/** How everything looks and speaks: the landing page in each language, every part in every look, every page from right to left. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOCALES } from '../worker/words/locales.ts';
import { accessibilityFaults, launch, openWatched, overflowWidth, signInAs, type Watched } from './browser.ts';
import type { Seeded } from './product.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

const SHOTS = join(import.meta.dirname, '../dist/screenshots');
/** Nobody is signed in yet on the pages outside. */
const PROVOKED = /\/v1\/(auth\/session|invitations)|\/sign-in$/;
const OUTSIDE = [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password#token=x',
  '/join',
  '/confirm-email',
  '/404',
];
const INSIDE = ['/', '/settings/projects', '/settings/keys', '/settings/team', '/settings/account'];
const ALIKE = /^(?:Signalbox|Team|SDK|OK)?$/;

let product: Shared;
let tenant: Seeded;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  product = sharedProduct();
  browser = await launch();
  tenant = await product.seedEmpty('design', 'Design shop', ['--timezone', 'Europe/Madrid', '--currency', 'EUR']);
});

afterAll(async () => {
  await browser?.close();
});

const open = (options: BrowserContextOptions) => openWatched(browser, product.url, PROVOKED, options);

function clean({ foreign, problems }: Watched): void {
  expect(foreign).toEqual([]);
  expect(problems).toEqual([]);
}

const signIn = (page: Page) => signInAs(page.context(), product.url, tenant.owner);

describe('the landing page', () => {
  test.each(LOCALES)('speaks $name at /$id, and says so to search engines', async ({ id, dir }) => {
    const watched = await open({ locale: 'en-GB', viewport: { width: 360, height: 740 } });
    const { page } = watched;
    await page.goto(`/${id}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(id);
    expect(await page.locator('html').getAttribute('dir')).toBe(dir);
    const canonical = await page.locator('link[rel=canonical]').getAttribute('href');
    expect(canonical).toBe(`${product.url}/${id === 'en' ? '' : id}`);
    expect(await page.locator('link[rel=alternate]').count()).toBe(LOCALES.length + 1);
    expect((await page.title()).length).toBeGreaterThan(15);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('#command').textContent()).toContain(`curl ${product.url}/v1/events`);
    expect(await overflowWidth(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    clean(watched);
    await page.context().close();
  });

  test('is in the reader’s language at the root, until they choose another', async () => {
    const watched = await open({ locale: 'fr-CA', colorScheme: 'dark' });
    const { page } = watched;
    await page.goto('/');
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL('**/de');
    await page.goto('/');
    await page.waitForURL('**/de');
    await page.getByRole('link', { name: 'Konto anlegen' }).click();
    await page.getByRole('heading', { name: 'Lege dein Konto an' }).waitFor();
    clean(watched);
    await page.context().close();
  });

  test('copies its command, and keeps the theme', async () => {
    const watched = await open({ locale: 'en-GB', permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = watched;
    await page.goto('/');
    await page.getByRole('button', { name: 'Copy command' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('payment_succeeded');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByLabel('High contrast').check();
    await page.goto('/sign-in');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('html').getAttribute('data-contrast')).toBe('more');
    expect(await accessibilityFaults(page)).toEqual([]);
    clean(watched);
    await page.context().close();
  });
});

describe('the parts', () => {
  const looks: [name: string, locale: string, options: BrowserContextOptions][] = [
    ['light', 'en', { colorScheme: 'light' }],
    ['dark', 'en', { colorScheme: 'dark' }],
    ['contrast', 'en', { colorScheme: 'light', contrast: 'more' }],
    ['dark-contrast', 'en', { colorScheme: 'dark', contrast: 'more' }],
    ['rtl', 'ar', { colorScheme: 'light' }],
    ['phone', 'en', { viewport: { width: 360, height: 740 }, hasTouch: true }],
  ];

  test.each(looks)('in %s', async (name, locale, options) => {
    const watched = await open({ viewport: { width: 1280, height: 900 }, locale, ...options });
    const { page } = watched;
    await page.goto('/dev/parts');
    await page.locator('.chart-host canvas').nth(3).waitFor();
    await page.screenshot({ path: join(SHOTS, `parts-${name}.png`), fullPage: true });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflowWidth(page)).toBe(0);
    for (const layer of ['Open dialog', 'Open drawer', 'Open confirm']) {
      await page.getByRole('button', { name: layer }).click();
      await page.getByRole('dialog').waitFor();
      await page.screenshot({ path: join(SHOTS, `parts-${name}-${layer.slice(5)}.png`) });
      // What lies behind it is inert, and was looked at before.
      expect(await accessibilityFaults(page, 'dialog[open]')).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.textContent')).toBe(layer);
    }
    clean(watched);
    await page.context().close();
  });

  test('a combobox finds by typing, days are chosen by keys, a toast takes back', async () => {
    const watched = await open({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    const { page } = watched;
    await page.goto('/dev/parts');
    const box = page.getByRole('combobox', { name: 'Metric to watch' });
    await box.click();
    await box.fill('metric 7');
    await page.getByRole('option', { name: 'Metric 7', exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('Metric 7');
    await page.getByRole('button', { name: /Nov 2026/ }).click();
    await page.getByRole('dialog', { name: 'Choose days' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page
      .getByRole('gridcell', { name: / 9 November/ })
      .getByRole('button')
      .click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /9\s?–\s?10 Nov 2026/ }).waitFor();
    await page.getByRole('button', { name: 'Say with undo' }).click();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    clean(watched);
    await page.context().close();
  });
});

describe('every page', () => {
  test('outside speaks Arabic from right to left, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const watched = await open({ locale: 'ar-AE', colorScheme, viewport: { width: 360, height: 740 } });
      for (const path of OUTSIDE) {
        await watched.page.goto(path);
        await watched.page.getByRole('heading', { level: 1 }).waitFor();
        await inspect(watched.page);
      }
      // The page of an address that leads nowhere is itself such a reply.
      watched.problems = watched.problems.filter((problem) => !problem.includes('/404'));
      clean(watched);
      await watched.page.context().close();
    }
  });

  test('inside too; the language of the person follows them to another device', async () => {
    const first = await open({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    await signIn(first.page);
    await first.page.goto('/settings/account');
    await first.page.getByText('This device').waitFor();
    await first.page.getByRole('button', { name: 'Account and theme' }).click();
    await first.page.getByLabel('Language').selectOption('ar');
    await first.page.locator('html[lang=ar]').waitFor();
    clean(first);
    await first.page.context().close();

    for (const colorScheme of ['light', 'dark'] as const) {
      const watched = await open({ locale: 'en-GB', colorScheme, reducedMotion: 'reduce' });
      const { page } = watched;
      await signIn(page);
      for (const path of INSIDE) {
        await page.goto(path);
        await page.locator('html[lang=ar][dir=rtl]').waitFor();
        await page.locator('main [aria-busy]').first().waitFor({ state: 'detached' });
        await page.setViewportSize({ width: 1280, height: 900 });
        await inspect(page);
        await page.setViewportSize({ width: 360, height: 740 });
        await inspect(page);
        expect(await page.evaluate(MOVING)).toEqual([]);
      }
      clean(watched);
      await page.context().close();
    }
  });

  test('is served with a policy that allows nothing inline, foreign or framed', async () => {
    for (const path of ['/', '/es', '/sign-in', '/settings/team', '/dev/parts', '/404']) {
      const policy = (await fetch(product.url + path)).headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
  });
});

const MOVING = `document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 0).map((each) => each.animationName)`;

/** English letters in an Arabic page are names, codes and commands. */
const FOREIGN = `[...document.querySelectorAll('h1, h2, button, label, th, dt, nav a')]
  .filter((each) => each.offsetParent && !each.closest('[lang], .ltr, code') || false)
  .map((each) => each.textContent.trim()).filter((text) => /[a-z]{3}/i.test(text) && !/[\\u0600-\\u06ff]/.test(text))`;

async function inspect(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await overflowWidth(page)).toBe(0);
  const english = (await page.evaluate(FOREIGN)) as string[];
  expect(english.filter((text) => !ALIKE.test(text))).toEqual([]);
}
