/** Notifications: told on two devices, read on one and thereby on both; what a person wants, who else is told, what became of each mail. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWatched, overflowWidth, settled, type Watched } from './browser.ts';
import { mailedLink } from './mailbox.ts';
import { inspect, openRoom, PROVOKED, type Room } from './rooms/alert-room.ts';

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

  test('preferences are saved as they are changed, and are still so after loading again', async () => {
    const { page } = phone;
    await page.goto('/settings/notifications');
    await page.getByRole('switch', { name: 'New lead' }).check();
    await page.locator('.toaster').getByText('Changes saved.').last().waitFor();
    await page.getByRole('checkbox', { name: 'By mail: Info' }).check();
    await page.getByRole('switch', { name: 'Quiet hours' }).check();
    await page.getByLabel('From').fill('21:30');
    expect(await overflowWidth(page)).toBe(0);
    await inspect(page);
    await settled(page);
    await page.reload();
    await page.getByRole('switch', { name: 'New lead', checked: true }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'By mail: Info' }).isChecked()).toBe(true);
    expect(await page.getByLabel('From').inputValue()).toBe('21:30');
    await page.getByRole('switch', { name: 'Notify me' }).uncheck();
    await page.getByText('not even in the dashboard').waitFor();
    await page.getByRole('switch', { name: 'Notify me' }).check();
  });

  test('the delivery log shows the mails, to whom and what became of them', async () => {
    const { page } = desk;
    await page.goto('/settings/deliveries');
    const rows = page.locator('.row').filter({ hasText: 'Too few orders' });
    await expect.poll(() => rows.filter({ hasText: 'Sent' }).count()).toBeGreaterThan(0);
    await rows.first().getByText(room.tenant.owner.email).waitFor();
    await inspect(page);
    await page.getByRole('combobox', { name: 'State' }).selectOption('dead');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.waitForURL(/state=dead/);
    await page.getByRole('button', { name: 'Send given-up ones again' }).click();
    await inspect(page);
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await page.getByText('Nothing was given up since then.').waitFor();
  });

  test('a recipient agrees by the link in a mail, is tried out and removed', async () => {
    const { page } = desk;
    const address = 'books@quay.example';
    await page.goto('/settings/deliveries');
    await page.getByRole('button', { name: 'Add a recipient' }).click();
    await page.getByLabel('E-mail').fill(address);
    await inspect(page);
    await page.getByRole('button', { name: 'Ask to agree' }).click();
    const row = page.locator('.row').filter({ hasText: address }).first();
    await row.getByText('Asked, no answer yet').waitFor();
    const mail = await desk.page.context().newPage();
    await mail.goto(await mailedLink(mail, address, /./));
    await inspect(mail);
    await mail.getByRole('button').click();
    await mail.close();
    await page.reload();
    await row.getByText('Agreed').waitFor();
    await row.getByRole('button', { name: `Send ${address} a test` }).click();
    await page.locator('.row').filter({ hasText: address }).filter({ hasText: 'Test' }).first().waitFor();
    await row.getByRole('button', { name: `Remove ${address}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Nobody yet.').waitFor();
  });

  test('nothing failed and nothing left the origin', () => {
    for (const { problems, foreign } of [desk, phone])
      expect({ problems, foreign }).toEqual({ problems: [], foreign: [] });
  });
});
