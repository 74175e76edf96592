/** Notifications: told on two devices, read on one and thereby on both; by keyboard. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect, openRoom, PROVOKED, type Room } from './alert-room.ts';
import { openWatched, overflowWidth, settled, type Watched } from './browser.ts';

let room: Room;
let desk: Watched;
let phone: Watched;

beforeAll(async () => {
  room = await openRoom();
  const options = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' as const };
  const sizes = [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ];
  [desk, phone] = (await Promise.all(
    sizes.map((viewport) => openWatched(room.browser, room.product.url, PROVOKED, { ...options, viewport })),
  )) as [Watched, Watched];
  await Promise.all([desk, phone].map((each) => room.signIn(each.page)));
});

afterAll(() => room?.close());

const bell = (on: Page, name: string) => on.getByRole('link', { name, exact: true });
const drawer = (on: Page) => on.getByRole('dialog', { name: 'Notifications' });
const note = (on: Page, title: string) => on.locator('.note').filter({ hasText: title });

describe('notifications', () => {
  test('before the first, the drawer says what will come', async () => {
    const { page } = desk;
    await page.goto('/');
    await settled(page);
    await bell(page, 'No unread notifications').click();
    await drawer(page).getByRole('heading', { name: 'Nothing unread' }).waitFor();
    await inspect(page);
    await page.keyboard.press('Escape');
    await drawer(page).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.className')).toBe('bell');
  });

  test('an alert is told on both devices; opened on one, it is read on both', async () => {
    await Promise.all([desk.page.goto('/'), phone.page.goto('/metrics')]);
    await Promise.all([desk, phone].map(({ page }) => bell(page, 'No unread notifications').waitFor()));
    await room.raise('Too few orders', 'critical');
    await Promise.all([desk, phone].map(({ page }) => bell(page, '1 unread notification').waitFor()));
    await bell(phone.page, '1 unread notification').click();
    await note(phone.page, 'Critical: Too few orders').waitFor();
    expect(await overflowWidth(phone.page)).toBe(0);
    await inspect(phone.page);
    await note(phone.page, 'Too few orders').click();
    await phone.page.waitForURL(/alerts\?.*alert=alr_/);
    await Promise.all([desk, phone].map(({ page }) => page.locator('.bell-count').waitFor({ state: 'detached' })));
    await bell(desk.page, 'No unread notifications').waitFor();
  });

  test('what is severe comes first, whatever came last; keys do the rest', async () => {
    const { page } = desk;
    await page.goto('/notifications');
    await page.getByRole('heading', { name: 'Nothing unread' }).waitFor();
    await room.raise('Very few orders', 'critical');
    await note(page, 'Very few orders').waitFor();
    await room.raise('A few orders', 'info');
    await note(page, 'A few orders').waitFor();
    expect(await page.locator('.note-title').allTextContents()).toEqual([
      expect.stringContaining('Very few orders'),
      expect.stringContaining('A few orders'),
    ]);
    await inspect(page);
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await bell(page, '1 unread notification').waitFor();
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('A few orders');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Shortcuts' }).getByText('Only unread ones, or all').waitFor();
    await inspect(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+A');
    await Promise.all([desk, phone].map((each) => each.page.locator('.bell-count').waitFor({ state: 'detached' })));
    await page.keyboard.press('u');
    await note(page, 'Too few orders').waitFor();
    expect(await page.locator('.note-unread').count()).toBe(0);
    await note(page, 'A few orders').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/alerts\?.*alert=alr_/);
  });

  test('nothing failed and nothing left the origin', () => {
    for (const { problems, foreign } of [desk, phone])
      expect({ problems, foreign }).toEqual({ problems: [], foreign: [] });
  });
});
