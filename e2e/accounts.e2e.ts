/** An owner's first day: sign up, name the business, send an event, invite a viewer, hand out a key, and see who did what. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, launch, openWatched, overflowWidth, type Watched } from './browser.ts';
import { mailedLink } from './mailbox.ts';
import { type Shared, sharedProduct } from './shared-product.ts';

/** Replies that the walk provokes: nobody signed in yet, and a viewer who asks for a key all the same. */
const PROVOKED = /\/v1\/(auth\/session|keys)$/;
const OWNER = { name: 'Ada Lovelace', email: 'ada@harbour.example', password: 'a long enough password' };
const VIEWER = { name: 'Grace Hopper', email: 'grace@harbour.example', password: 'another long password' };
const SETTINGS = ['projects', 'keys', 'team', 'checks', 'audit-log', 'account'];

let product: Shared;
let browser: Browser;
let owner: Watched;
let viewer: Watched;
let page: Page;

beforeAll(async () => {
  product = sharedProduct();
  browser = await launch();
  const options = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' };
  owner = await openWatched(browser, product.url, PROVOKED, options);
  viewer = await openWatched(browser, product.url, PROVOKED, options);
  page = owner.page;
});

afterAll(async () => {
  await browser?.close();
});

const heading = (on: Page, name: string | RegExp) => on.getByRole('heading', { name }).first().waitFor();
const button = (on: Page, name: string | RegExp) => on.getByRole('button', { name, exact: typeof name === 'string' });

/** Chooses from the menu of a row. */
async function choose(row: string, item: string): Promise<void> {
  await button(page, `Actions for ${row}`).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Both themes and a phone: no fault by axe, nothing to scroll sideways, nothing too small to touch. */
async function inspect(on: Page): Promise<void> {
  const size = on.viewportSize()!;
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      await on.emulateMedia({ colorScheme });
      await on.setViewportSize({ width, height: 800 });
      faults.push(...(await accessibilityFaults(on)).map((fault) => `${on.url()} ${colorScheme} ${width}: ${fault}`));
      expect(await overflowWidth(on)).toBe(0);
    }
  }
  faults.push(...((await on.evaluate(SMALL)) as string[]));
  await on.emulateMedia({ colorScheme: null });
  await on.setViewportSize(size);
  expect(faults).toEqual([]);
}

const SMALL = `[...document.querySelectorAll('button, select, textarea, summary, a:not(.skip-link), input:not([type=radio], [type=checkbox])')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44)
  .map((each) => 'too small: ' + each.outerHTML.slice(0, 160))`;

/** The secret key in the command that the Overview shows. */
async function keyOnPage(): Promise<string> {
  const command = (await page.getByLabel('Command that sends an event').textContent()) ?? '';
  const [, key] = /Bearer (sk_[^']+)/.exec(command) ?? [];
  if (!key) throw new Error(`No key in: ${command}`);
  return key;
}

/** The calls of the README's "Your first event", in their order. */
function readmeCommands(): string[] {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith('Your first event')) ?? '';
  const blocks = [...section.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]!);
  return blocks.filter((block) => block.startsWith('curl '));
}

const shell = async (command: string, env: NodeJS.ProcessEnv) =>
  (await promisify(execFile)('bash', ['-c', command], { env })).stdout;

describe('accounts', () => {
  test('every page outside is accessible', async () => {
    for (const path of ['sign-in', 'sign-up', 'forgot-password', 'reset-password#token=x', 'join', 'confirm-email']) {
      await page.goto(`/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await inspect(page);
    }
  });

  test('a provider’s sign-in that needs a code comes back to the second step', async () => {
    await page.goto('/sign-in?second_step=required&next=%2Fsettings%2Fkeys');
    await heading(page, 'One more step');
    expect(await page.locator('input[type=password]').count()).toBe(0);
    expect(await page.getByLabel('Code').count()).toBe(1);
    await inspect(page);
    await button(page, 'Back to sign-in').click();
    await heading(page, 'Sign in');
    expect(await page.locator('input[type=password]').count()).toBe(1);
  });

  test('signs up, and the mailed link opens the account', async () => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill(OWNER.name);
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password').fill(OWNER.password);
    await button(page, 'Create account').click();
    await heading(page, 'Check your mail');
    await inspect(page);
    const link = await mailedLink(page, OWNER.email, /confirm/i);
    await page.goto(link);
    await page.waitForURL('**/onboarding');
    await heading(page, `Welcome, ${OWNER.name}`);
  });

  test('answers three questions; time zone and currency are the browser’s', async () => {
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/London');
    expect(await page.getByLabel('Currency').inputValue()).toBe('GBP');
    await inspect(page);
    await page.getByLabel('What is your business called?').fill('Harbour Coffee');
    await page.getByRole('radio', { name: 'Restaurant' }).check();
    await button(page, 'Continue').click();
    await heading(page, 'Harbour Coffee is ready');
    await heading(page, 'Alerts');
    await heading(page, 'Widgets');
    await inspect(page);
  });

  test('ends at the command that holds the fresh key; one that was not kept is replaced, not joined by a second', async () => {
    await button(page, 'Send the first event').click();
    await heading(page, 'Send the first event');
    const lost = await keyOnPage();
    await page.reload();
    await page.getByText(`First key (…${lost.slice(-4)}) exists already`).waitFor();
    await inspect(page);
    await button(page, 'Replace it and show the new one').click();
    await page.getByText('Your key is in the command below').waitFor();
    const { projects } = await (await page.request.get('/v1/auth/session')).json();
    const headers = { 'signalbox-project': projects[0].id };
    const keys = await (await page.request.get('/v1/keys', { headers })).json();
    expect(keys.data.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`).sort()).toEqual([
      'First key active',
      'First key expired',
    ]);
  });

  test('the README’s commands send an event and read it back with that key', async () => {
    const env = { ...process.env, SIGNALBOX_KEY: await keyOnPage() };
    const [send, readBack] = readmeCommands().map((command) => command.replace('http://localhost:8787', product.url));
    expect(JSON.parse(await shell(send!, env))).toMatchObject({ accepted: 1, rejected: 0 });
    await expect
      .poll(async () => JSON.parse(await shell(readBack!, env)), { timeout: 10_000 })
      .toMatchObject({ metric: 'revenue', currency: 'GBP', total: 1999 });
    await page.getByRole('list', { name: 'Key numbers' }).getByText('£19.99').first().waitFor();
  });

  test('invites a colleague who may look', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Team' }).click();
    await page.getByText('No invitation is waiting').waitFor();
    await button(page, 'Invite people').click();
    await page.getByLabel('E-mail addresses').fill(VIEWER.email);
    await page.getByRole('radio', { name: /^Viewer/ }).check();
    await inspect(page);
    await button(page, 'Send invitations').click();
    await page.getByText(VIEWER.email).waitFor();
  });

  test('who accepts in another browser with a name and a password', async () => {
    const { page: other } = viewer;
    await other.goto(await mailedLink(other, VIEWER.email, /./));
    await heading(other, 'Join Harbour Coffee');
    await inspect(other);
    await other.getByLabel('Your name').fill(VIEWER.name);
    await other.getByLabel('Password').fill(VIEWER.password);
    await button(other, 'Join Harbour Coffee').click();
    await other.getByRole('list', { name: 'Key numbers' }).waitFor();
  });

  test('and who cannot touch: no buttons, and a sentence that says who may', async () => {
    const { page: other } = viewer;
    await other.goto('/settings/keys');
    await other.getByText('Owners and admins see, create and revoke keys.').waitFor();
    expect(await button(other, 'New key').count()).toBe(0);
    await other.goto('/settings/team');
    await other.getByText('Owners and admins invite people').waitFor();
    await other.getByText(OWNER.email).waitFor();
    expect(await button(other, 'Invite people').count()).toBe(0);
    for (const section of SETTINGS) {
      await other.goto(`/settings/${section}`);
      await other.locator('[aria-busy]').first().waitFor({ state: 'detached' });
      await inspect(other);
    }
    const status = await other.evaluate(`fetch('/v1/keys', { method: 'POST', body: '{"name":"Mine"}',
      headers: { 'content-type': 'application/json' } }).then((reply) => reply.status)`);
    expect([400, 403]).toContain(status);
  });

  test('hands a key to a developer, shown once, and revokes it', async () => {
    await page.goto('/settings/keys');
    await button(page, 'New key').click();
    await page.getByLabel('Name').fill('Checkout server');
    await inspect(page);
    await button(page, 'Create key').click();
    const key = await page.getByLabel('The new key').textContent();
    expect(key).toMatch(/^sk_/);
    await inspect(page);
    await button(page, 'I have copied it').click();
    expect(await page.getByText(key!).count()).toBe(0);
    await choose('Checkout server', 'Rename');
    await page.getByRole('textbox', { name: 'Name' }).fill('Shop server');
    await button(page, 'Save').click();
    await button(page, 'Actions for Shop server').waitFor();
    await choose('Shop server', 'Revoke');
    await button(page, 'Revoke key').click();
    await page.getByText('Revoked', { exact: true }).waitFor();
  });

  test('rotates the first key: both work during the overlap', async () => {
    await choose('First key', 'Rotate');
    await inspect(page);
    await page.getByLabel('The old key').selectOption({ label: 'Works for one more hour' });
    await button(page, 'Create the new key').click();
    const key = await page.getByLabel('The new key').textContent();
    await button(page, 'I have copied it').click();
    await page.getByText(/^Until /).waitFor();
    expect(await button(page, 'Actions for First key').count()).toBe(2);
    const read = await fetch(`${product.url}/v1/projects`, { headers: { authorization: `Bearer ${key}` } });
    expect(read.status).toBe(200);
    await inspect(page);
  });

  test('archives the project and takes it back', async () => {
    await page.goto('/settings/projects');
    await choose('Harbour Coffee', 'Archive');
    await inspect(page);
    await button(page, 'Archive project').click();
    await page.getByText('Archived', { exact: true }).waitFor();
    await inspect(page);
    await button(page, 'Restore').click();
    await button(page, 'Actions for Harbour Coffee').waitFor();
  });

  test('every settings page is accessible', async () => {
    for (const section of SETTINGS) {
      await page.goto(`/settings/${section}`);
      await page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
      await inspect(page);
    }
  });

  test('sees it all in the audit log, which is whole', async () => {
    await page.goto('/settings/audit-log');
    for (const words of ['Key issued', 'Key rotated', 'Key revoked', 'Invitation sent', 'Project archived']) {
      await page.getByText(words).first().waitFor();
    }
    const log = page.getByRole('main');
    await log.getByText(OWNER.email).first().waitFor();
    await log.getByText(VIEWER.email).first().waitFor();
    await page.getByText('Key rotated').first().click();
    await log
      .getByText(/request [0-9a-f-]{36}/i)
      .filter({ visible: true })
      .waitFor();
    await button(page, 'Verify the log').click();
    await page.getByText(/Yes\. All \d+ entries/).waitFor();
    await page.getByLabel('Who').fill(VIEWER.email);
    await button(page, 'Filter').click();
    await page.waitForURL(/actor=grace/);
    await log.getByText(OWNER.email).first().waitFor({ state: 'detached' });
    const csv = await page.evaluate(`fetch('/v1/audit.csv').then((reply) => reply.text())`);
    expect(csv).toMatch(/^seq,created_at,actor_type/);
    expect(csv).toContain('key.rotated');
  });

  test('stayed within its origin and its policy', () => {
    expect([...owner.foreign, ...viewer.foreign]).toEqual([]);
    expect([...owner.problems, ...viewer.problems]).toEqual([]);
  });
});
