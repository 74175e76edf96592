/** Many alerts: on a phone, as a page loads, and by the thousand. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWatched, overflowWidth, settled } from './browser.ts';
import { isAsQuick, middleInteraction } from './interactions.ts';
import { inspect, openRoom, PROVOKED, type Room } from './rooms/alert-room.ts';

const BUDGET_BYTES = 60 * 1024;

let room: Room;
let page: Page;

beforeAll(async () => {
  room = await openRoom();
  const options = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' };
  ({ page } = await openWatched(room.browser, room.product.url, PROVOKED, options));
  await room.signIn(page);
});

afterAll(() => room?.close());

describe('many alerts', () => {
  const ALERTS = 5_000;
  const alertAt = (at: number) => ({
    ...{
      id: `alr_${String(1e6 - at)}`,
      project_id: room.tenant.project_id,
      rule_id: 'rul_1',
      rule_revision: 1,
      currency: 'GBP',
    },
    ...{
      severity: (['critical', 'warning', 'info'] as const)[at % 3],
      status: 'pending',
      title: `Alert ${at}`,
      occurrences: 1,
    },
    ...{
      suppressed: 0,
      created_at: new Date(Date.now() - at * 600_000).toISOString(),
      last_fired_at: '2026-01-01T00:00:00Z',
    },
    ...{ acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null, snoozed_until: null },
    false_positive: false,
    payload: {
      ...{ metric: 'revenue', unit: 'money', observed: 1_000 + at, expected: null, threshold: 99_000 },
      window: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
      explanation: `Revenue of £${10 + at}.00, below the threshold of £990.00.`,
    },
  });

  test('40 of them fit a phone, in Arabic too', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        room.raise(`Of many ${at} ${'with a name that goes on and on '.repeat(at % 3)}`),
      ),
    );
    await page.setViewportSize({ width: 360, height: 740 });
    for (const locale of ['ar', 'en']) {
      await page.evaluate(`localStorage.setItem('signalbox.locale', '${locale}')`);
      await page.goto('/alerts');
      await page.locator('.row-open').nth(39).waitFor({ state: 'attached' });
      expect(await overflowWidth(page)).toBe(0);
      await inspect(page);
      const small = `[...document.querySelectorAll('main button:not(.row-open), main select, header button, main a')]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44).map((each) => each.outerHTML.slice(0, 120))`;
      expect(await page.evaluate(small)).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('pages load without anything moving, and within their weight', async () => {
    for (const path of ['/', '/alerts']) {
      const fresh = await openWatched(room.browser, room.product.url, PROVOKED, {
        storageState: await page.context().storageState(),
      });
      await fresh.page.addInitScript(`window.shifts = []; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) for (const { node } of entry.sources)
          if (!entry.hadRecentInput && entry.value > 0.001) window.shifts.push(entry.value.toFixed(5) + ' ' + (node?.outerHTML ?? node?.data)?.slice(0, 120));
      }).observe({ type: 'layout-shift', buffered: true });`);
      await fresh.page.goto(path);
      await fresh.page
        .locator(path === '/' ? '.attention a.attention-row' : '.row-open')
        .first()
        .waitFor();
      await settled(fresh.page);
      expect(await fresh.page.evaluate('window.shifts'), path).toEqual([]);
      expect([...fresh.scripts.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(BUDGET_BYTES);
      await fresh.page.context().close();
    }
  });

  test('5,000 of them follow keys and clicks as quickly as 50', async () => {
    const few = await followed(50);
    const many = await followed(ALERTS);
    console.log(`interactions with 50 alerts: ${few} ms, with ${ALERTS}: ${many} ms`);
    expect(isAsQuick(many, few), `${many} ms against ${few} ms`).toBe(true);
  });

  /** The middle duration of selecting ten of so many alerts by keys, and of what follows by clicks. */
  async function followed(count: number): Promise<number> {
    const data = Array.from({ length: count }, (_, at) => alertAt(at));
    const reply = { contentType: 'application/json', body: JSON.stringify({ data, next_cursor: null }) };
    await page.route('**/v1/alerts?**', (route) => route.fulfill(reply));
    await page.goto('/alerts');
    await page.getByText(`${count.toLocaleString('en-GB')} rows`).waitFor();
    const duration = await middleInteraction(page, async () => {
      for (let turn = 0; turn < 5; turn++) {
        await page.keyboard.press('j');
        await page.keyboard.press('x');
      }
      await page.locator('.cell-check input').nth(9).click();
      // Looking for a button by its role would read all rows, on the page's own time.
      await page.locator('.bulk-bar .button-square').click();
    });
    await page.unroute('**/v1/alerts?**');
    return duration;
  }
});
