/** A Chromium whose every page is watched: errors, foreign requests and the weight of scripts are kept for the tests. */
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A read under way in the moment in which somebody signs in or out; a page that wrongly has no session shows it otherwise. */
const BETWEEN_SESSIONS = /status of 401/;

/** Colours on their way from one value to another are not what a person reads. */
const SETTLED = `Promise.allSettled(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().iterations !== Infinity).map((each) => each.finished))`;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The browser that CHROMIUM_PATH names, else Debian's. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: FLAGS });
}

export interface Watched {
  page: Page;
  /** Console errors, uncaught exceptions and CSP violations; `expected` ones are left out. */
  problems: string[];
  /** Requests that left the origin. */
  foreign: string[];
  /** Bytes of JavaScript, gzipped, by path. */
  scripts: Map<string, number>;
}

/** Opens a page that may only talk to `origin`; `expected` matches the address of replies whose failure is no problem. */
export async function openWatched(
  browser: Browser,
  origin: string,
  expected: RegExp,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  const watched: Watched = { page, problems: [], foreign: [], scripts: new Map() };
  page.on('pageerror', (error) => watched.problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error' && !/content security policy/i.test(message.text())) return;
    if (BETWEEN_SESSIONS.test(message.text())) return;
    if (!expected.test(message.location().url)) watched.problems.push(`${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:') watched.foreign.push(request.url());
  });
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    const body = await response.body().catch(() => undefined);
    if (body) watched.scripts.set(new URL(response.url()).pathname, gzipSync(body, { level: 9 }).length);
  });
  return watched;
}

/** Numbers that are being replaced are faint for a moment; what stays busy is looked at as it is. */
const UP_TO_DATE = `(async () => {
  for (let i = 0; i < 15 && document.querySelector('[aria-busy=true]'); i++) await new Promise((done) => setTimeout(done, 100));
})()`;

/** Signs a person in without the page, for all pages of the context. */
export async function signInAs(context: BrowserContext, origin: string, person: { email: string; password: string }) {
  const { email, password } = person;
  const reply = await context.request.post(`${origin}/v1/auth/sign-in`, {
    data: { email, password },
    headers: { origin },
  });
  if (reply.status() !== 204) throw new Error(`Signing in as ${email} returned ${reply.status()}.`);
}

/** Two frames and what a browser leaves for its idle time: observers have then been told of what happened so far. */
const PAINTED =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done))))';

/** Waits until the page has loaded what it wanted, its fonts too, and has drawn it. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.evaluate(UP_TO_DATE);
  await painted(page);
}

/** Waits until the browser has drawn what happened so far and has told its observers. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(PAINTED);
}

/** What axe-core finds in a part of the page against WCAG 2.2 AA and its best practices, one line each. */
export async function accessibilityFaults(page: Page, part = 'html'): Promise<string[]> {
  await page.evaluate(UP_TO_DATE);
  await page.evaluate(SETTLED);
  // Evaluated, not added as a script: the page's policy rightly refuses inline scripts.
  await page.evaluate(axe.source);
  const options = { runOnly: AXE_TAGS, resultTypes: ['violations'], preload: false };
  const run = `axe.run(${JSON.stringify(part)}, ${JSON.stringify(options)})`;
  const { violations } = (await page.evaluate(run)) as {
    violations: { id: string; help: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.html).join(' ')}`);
}

/** How far the page can be scrolled sideways, in pixels. */
export async function overflowWidth(page: Page): Promise<number> {
  return (await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) as number;
}
