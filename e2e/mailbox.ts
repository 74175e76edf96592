/** The development outbox as a test reads it: the link in the newest mail to somebody. */
import type { Page } from 'playwright-core';

/** Opens /dev/mail, follows the newest mail to `address` whose subject matches, and returns the link in it. */
export async function mailedLink(page: Page, address: string, subject: RegExp): Promise<string> {
  await page.goto(`/dev/mail?to=${encodeURIComponent(address)}`);
  await page.getByRole('link', { name: subject }).first().click();
  const link = await page.locator('pre a').first().getAttribute('href');
  if (!link) throw new Error(`The mail to ${address} has no link.`);
  return link;
}
