/** The development outbox as a test reads it: the link in the newest mail to somebody. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Opens /dev/mail until there is a mail to `address` whose subject matches; returns the link in the newest one. */
export async function mailedLink(page: Page, address: string, subject: RegExp): Promise<string> {
  const newest = page.getByRole('link', { name: subject }).first();
  const arrived = async () => {
    await page.goto(`/dev/mail?to=${encodeURIComponent(address)}`);
    return await newest.isVisible();
  };
  await expect.poll(arrived, { timeout: 20_000, interval: 250 }).toBe(true);
  await newest.click();
  const link = await page.locator('pre a').first().getAttribute('href');
  if (!link) throw new Error(`The mail to ${address} has no link.`);
  return link;
}
