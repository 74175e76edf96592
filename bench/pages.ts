/** `pages`: how soon a first visit sees Overview and Alerts on a slow phone and a slow desk, beside the landing page, and whether anything moves. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launch, signInAs } from '../e2e/browser.ts';
import { type Seeded, startProduct } from '../e2e/product.ts';
import { type Row, rowsOfBench } from './report.ts';
import { medianOf } from './stats.ts';

const VISITS = 5;
/** Until nothing more is painted or moves: a paint after that is not found, and would be far past the goal. */
const SETTLES_MS = 4_000;
/** Chromium's own "Slow 4G" and a processor of a quarter of this one's speed. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) | 0, uploadThroughput: 750e3 / 8 };
const SLOWER = 4;
const SIZES: Record<string, BrowserContextOptions> = {
  phone: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1350, height: 940 } },
};
const WATCH = `window.paints = [0]; window.shift = 0;
  new PerformanceObserver((list) => { for (const { startTime } of list.getEntries()) window.paints.push(startTime); })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; })
    .observe({ type: 'layout-shift', buffered: true });`;
const row = rowsOfBench('pages');

interface Visit {
  /** Milliseconds from the start of the visit to its largest paint. */
  largest: number;
  /** Sum of all layout shifts. */
  shift: number;
}

/** All rows of `pages`. */
export async function* pages(): AsyncGenerator<Row> {
  const [product, browser] = await Promise.all([startProduct(), launch()]);
  try {
    const owner = await product.seed(['--tenant', 'demo']);
    for (const [size, options] of Object.entries(SIZES)) {
      const visits: Record<string, Visit>[] = [];
      for (let i = 0; i < VISITS; i++) visits.push(await round(browser, product.url, owner, options));
      const median = (page: string) => medianOf(visits, (each) => each[page]!.largest);
      for (const page of ['overview', 'alerts']) {
        const beside = { against: 'landing page', ratio: median(page) / median('landing') };
        yield row(`pages.${page}.${size}.largest_paint`, median(page), 'ms', beside);
        yield row(`pages.${page}.${size}.shift`, Math.max(...visits.map((each) => each[page]!.shift)), 'layout shift');
      }
    }
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** Each page once, each with an empty cache. */
async function round(browser: Browser, url: string, seeded: Seeded, options: BrowserContextOptions) {
  const once = (path: string, who?: Seeded) => visit(browser, url + path, options, who);
  return { landing: await once('/en'), overview: await once('/', seeded), alerts: await once('/alerts', seeded) };
}

async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  seeded: Seeded | undefined,
): Promise<Visit> {
  const context = await browser.newContext({ ...options, locale: 'en-GB' });
  try {
    if (seeded) await signInAs(context, new URL(address).origin, seeded.owner);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(WATCH);
    await page.goto(address, { waitUntil: 'load' });
    await page.waitForTimeout(SETTLES_MS);
    return (await page.evaluate('({ largest: window.paints.at(-1), shift: window.shift })')) as Visit;
  } finally {
    await context.close();
  }
}
