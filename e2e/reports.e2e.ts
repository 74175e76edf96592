/** The digest, from the switch to the mail, to the report that it leads to, on paper, and before somebody without an account. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWatched, overflowWidth, settled, type Watched } from './browser.ts';
import { mailedLink } from './mailbox.ts';
import { inspect, openRoom, PROVOKED, type Room } from './rooms/alert-room.ts';

let room: Room;
let desk: Watched;
let phone: Watched;
let stranger: Watched;
let link: string;

const EXPECTED = new RegExp(`${PROVOKED.source}|shared-reports`);

beforeAll(async () => {
  room = await openRoom();
  const options = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' as const };
  const open = (viewport: { width: number; height: number }) =>
    openWatched(room.browser, room.product.url, EXPECTED, { ...options, viewport });
  desk = await open({ width: 1280, height: 900 });
  phone = await open({ width: 390, height: 844 });
  stranger = await open({ width: 1280, height: 900 });
  await Promise.all([desk, phone].map(({ page }) => room.signIn(page)));
});

afterAll(() => room?.close());

/** The next full minute that is far enough off to be chosen before it comes: `HH:MM`, by the clock of UTC. */
const soon = () => new Date(Math.ceil((Date.now() + 15_000) / 60_000) * 60_000).toISOString().slice(11, 16);
/** Two turns of the minute cron, and what they start. */
const MINUTES_MS = 180_000;

describe('a digest', () => {
  test('is chosen with its hour, and stays chosen', async () => {
    const { page } = desk;
    await page.goto('/settings/notifications');
    await page.getByRole('radio', { name: 'Daily' }).check();
    const hour = page.getByLabel('At', { exact: true });
    await hour.waitFor();
    await inspect(page);
    const chosen = soon();
    const saved = page.waitForResponse((reply) => reply.request().postData()?.includes(chosen) ?? false);
    await hour.fill(chosen);
    expect((await saved).status()).toBe(200);
    await page.reload();
    await hour.waitFor();
    expect(await hour.inputValue()).toBe(chosen);
  });

  test(
    'comes by mail when the clock has reached the hour, and into the list',
    async () => {
      const { page } = desk;
      const made = async () => (await room.call('GET', '/v1/reports')).data.length;
      await expect.poll(made, { timeout: MINUTES_MS, interval: 1_000 }).toBe(1);
      link = await mailedLink(page, room.tenant.owner.email, /Daily report/);
      expect(link).toContain('/reports/view?');
      await page.goto('/notifications');
      await page.locator('.note').filter({ hasText: 'Daily report' }).waitFor();
    },
    2 * MINUTES_MS,
  );
});

describe('the report', () => {
  test('shows numbers with what moved them, at any width and to anybody', async () => {
    for (const { page } of [desk, phone]) {
      await page.goto(link);
      await page.getByRole('heading', { name: 'Revenue', exact: true }).waitFor();
      await settled(page);
      expect(await page.getByRole('img', { name: /the last fourteen days/ }).count()).toBe(4);
      expect(await overflowWidth(page)).toBe(0);
      await inspect(page);
    }
  });

  test('prints without the frame', async () => {
    const { page } = desk;
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.shell-bar').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Share' }).isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Revenue', exact: true }).isVisible()).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(5_000);
    await page.emulateMedia({ media: 'screen' });
  });

  test('is shared by a link, which shows it without an account until it is ended', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this report' });
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    const url = await dialog.getByLabel('Link', { exact: true }).inputValue();
    await dialog.getByText(/^Works until/).waitFor();
    await inspect(page);
    await stranger.page.goto(url);
    await stranger.page.getByRole('heading', { name: 'Revenue', exact: true }).waitFor();
    expect(await stranger.page.getByRole('link', { name: /alert/i }).count()).toBe(0);
    await inspect(stranger.page);
    const robots = await fetch(`${room.product.url}/reports/shared`);
    expect(robots.headers.get('x-robots-tag')).toBe('noindex');
    await dialog.getByRole('button', { name: 'End' }).click();
    await dialog.getByText(/^Works until/).waitFor({ state: 'detached' });
    await stranger.page.goto('about:blank');
    await stranger.page.goto(url);
    await stranger.page.getByRole('heading', { name: 'This link shows nothing' }).waitFor();
  });

  test('is in the list, from the navigation', async () => {
    const { page } = desk;
    await page.keyboard.press('Escape');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reports' }).click();
    await page.getByRole('link', { name: /Daily report/ }).waitFor();
    await page.getByRole('button', { name: 'Last week' }).click();
    await page.waitForURL(/reports\/view/);
    await page.getByText(/^Weekly report/).waitFor();
  });

  test('no page complained', () => {
    expect([desk, phone, stranger].map(({ problems }) => problems)).toEqual([[], [], []]);
    expect([desk, phone, stranger].map(({ foreign }) => foreign)).toEqual([[], [], []]);
  });
});
