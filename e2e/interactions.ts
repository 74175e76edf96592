/** How quickly a page shows what came of keys and clicks. A machine with other work is slow at any length of a list, so long lists are compared with short ones. */
import type { Page } from 'playwright-core';
import { painted } from './browser.ts';

/** A frame, in milliseconds: the browser reports no shorter interaction. */
const FRAME_MS = 16;

/** The middle duration of the interactions in `act`, in milliseconds. */
export async function middleInteraction(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`{
    window.interactions = [];
    window.watching?.disconnect();
    window.watching = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.interactionId) window.interactions.push(entry.duration);
    });
    window.watching.observe({ type: 'event', durationThreshold: ${FRAME_MS} });
  }`);
  await act();
  await painted(page);
  const durations = (await page.evaluate('window.interactions')) as number[];
  return durations.sort((a, b) => a - b)[durations.length >> 1] ?? FRAME_MS;
}

/** Whether many rows cost an interaction no more than noise does: at most twice as long as with few, and two frames. */
export function isAsQuick(many: number, few: number): boolean {
  return many <= 2 * few + 2 * FRAME_MS;
}
