/** The portfolio of one and of thirty projects, and what a project keeps of people. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWatched, settled } from './browser.ts';
import { downloaded, inspect, openShop, payment, type Shop } from './rooms/shop-room.ts';

const LONG = 'A project whose name is as long as names of projects are ever going to be, truly'.padEnd(80, '.');

let shop: Shop;
let page: Page;

beforeAll(async () => {
  shop = await openShop(/\/v1\/(auth\/session|kpis|exports|privacy)/);
  ({ page } = shop);
});

afterAll(() => shop?.close());

const card = (name: string) => page.getByRole('article').filter({ has: page.getByRole('link', { name, exact: true }) });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

async function createProject(fields: Record<string, string>): Promise<string> {
  const body = JSON.stringify(fields);
  const project = await page.evaluate(`fetch('/v1/projects', { method: 'POST', body: ${JSON.stringify(body)},
    headers: { 'content-type': 'application/json' } }).then((reply) => reply.json())`);
  return (project as { id: string }).id;
}

describe('the portfolio', () => {
  test('one project without events leads to its first', async () => {
    await page.goto('/projects');
    await card('Harbour').getByText('No events yet').waitFor();
    await inspect(page);
  });

  test('adds up what is of one currency, and never across', async () => {
    await shop.send([payment('p1', 4_200, 0)]);
    for (const [name, currency] of [
      ['Pier', 'GBP'],
      [LONG, 'EUR'],
    ]) {
      await createProject({ name: name!, currency: currency!, timezone: 'UTC', industry: 'saas' });
    }
    // Events reach the numbers within two seconds of their reply; the page may have asked before that.
    const shown = async () => {
      await page.goto('/projects');
      const value = card('Harbour').locator('.project-value').getByText(/\d/).first();
      return await value.textContent({ timeout: 3_000 }).catch(() => '');
    };
    await expect.poll(shown, { timeout: 30_000, interval: 1_000 }).toContain('£42.00');
    const totals = page.getByRole('region', { name: 'Net revenue today' });
    await totals.getByText('£42.00').waitFor();
    await totals.getByText('GBP · 2 projects').waitFor();
    await totals.getByText('€0.00').waitFor();
    await inspect(page);
  });

  test('thirty are found by name, and a card leads to its project', async () => {
    for (let at = 4; at <= 30; at++) await createProject({ name: `Branch ${at}`, currency: 'GBP', timezone: 'UTC' });
    await page.goto('/projects');
    await expect.poll(() => page.getByRole('article').count()).toBe(30);
    await page.locator('.project-card [aria-busy]').first().waitFor({ state: 'detached' });
    await inspect(page);
    await page.getByLabel('Find a project').fill('branch 17');
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    await page.getByLabel('Find a project').fill('nowhere');
    await page.getByRole('heading', { name: 'No project is called that' }).waitFor();
    await page.getByLabel('Find a project').fill('Harb');
    await card('Harbour').getByRole('link').click();
    await page.getByRole('list', { name: 'Key numbers' }).getByText('£42.00').first().waitFor();
  });

  test('one that fails says so and leaves the others alone', async () => {
    await page.route('**/v1/kpis**', (route) =>
      route.request().headers()['signalbox-project'] === shop.tenant.project_id ? route.abort() : route.continue(),
    );
    await page.goto('/projects');
    await card('Harbour').getByText('cannot be reached').waitFor();
    await card('Pier').getByText('No events yet').waitFor();
    await page.unroute('**/v1/kpis**');
    await card('Harbour').getByRole('button', { name: 'Try again' }).click();
    await card('Harbour').getByText('£42.00').first().waitFor();
  });

  test('when all fail it is said once, and tried again for all', async () => {
    await page.route('**/v1/kpis**', (route) => route.abort());
    await page.goto('/projects');
    await page.getByText('The numbers could not be loaded').waitFor();
    await expect.poll(() => button('Try again').count()).toBe(1);
    await inspect(page);
    await page.unroute('**/v1/kpis**');
    await button('Try again').click();
    await card('Harbour').getByText('£42.00').first().waitFor();
    await card('Pier').getByText('No events yet').waitFor();
  });
});

describe('privacy', () => {
  test('what is kept is chosen, and less time asks first', async () => {
    await page.goto(`/settings/privacy?project=${shop.tenant.project_id}`);
    expect(await page.getByRole('radio', { name: /^Kept as sent/ }).isChecked()).toBe(true);
    await inspect(page);
    await page.getByRole('radio', { name: /^Hidden behind a code/ }).check();
    await page.getByLabel('Raw events are kept for').selectOption('30');
    await button('Save changes').click();
    await page.getByText('more than 30 days ago').waitFor();
    await inspect(page);
    await button('Save and delete').click();
    await page.getByText('Changes saved.').first().waitFor();
    const project = await shop.call('GET', `/v1/projects/${shop.tenant.project_id}`);
    expect(await project.json()).toMatchObject({ pii_policy: 'hash', retention_days: 30 });
  });

  test('everything is exported, downloaded through a signed link, and deleted', async () => {
    await button('Export everything').click();
    await button('Download').waitFor({ timeout: 30_000 });
    await inspect(page);
    const { name, text } = await downloaded(page, 'Download');
    expect(name).toMatch(/^signalbox-exp_.*\.ndjson$/);
    expect(text).toContain('"payment_succeeded"');
    await button(/^Delete the export of/).click();
    await button('Delete export').click();
    await page.getByText('Export deleted.').first().waitFor();
    await button('Download').waitFor({ state: 'detached' });
  });

  test('a person is erased after a question, and the receipt stays', async () => {
    await shop.send([{ event_type: 'signup', idempotency_key: 'up', actor_id: 'cus_9', payload: { plan: 'x' } }]);
    await page.getByLabel('Known by').selectOption('email');
    await page.getByLabel('Which is').fill('nobody');
    await button('Erase…').click();
    await button('Erase for ever').click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await button('Cancel').click();
    await page.getByLabel('Known by').selectOption('actor_id');
    await page.getByLabel('Which is').fill('cus_9');
    await button('Erase…').click();
    await page.getByRole('heading', { name: 'Erase cus_9?' }).waitFor();
    await button('Erase for ever').click();
    await page.getByText('1 event erased.').first().waitFor();
    await page.getByText(/1 event erased · \d+ events looked at · found by Customer ID/).waitFor();
    await inspect(page);
  });

  test('nothing moves while a page loads', async () => {
    const { page: fresh } = await openWatched(shop.browser, shop.product.url, /./, {
      storageState: await page.context().storageState(),
    });
    await fresh.addInitScript(`window.shifts = []; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) for (const { node } of entry.sources)
        if (!entry.hadRecentInput) window.shifts.push(entry.value.toFixed(5) + ' ' + (node?.outerHTML ?? node?.data)?.slice(0, 120));
    }).observe({ type: 'layout-shift', buffered: true });`);
    for (const path of ['/metrics', '/transactions', '/leads?view=unanswered', '/settings/privacy']) {
      await fresh.goto(path);
      await settled(fresh);
      expect(await fresh.evaluate('window.shifts'), path).toEqual([]);
    }
    await fresh.context().close();
  });

  test('stayed within its origin and its policy', () => {
    expect(shop.watched.foreign).toEqual([]);
    expect(shop.watched.problems).toEqual([]);
  });
});
