/** `npm run gallery [-- WORD …]`: every page in every state, width, theme and direction, as pictures in dist/gallery for people to look at. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch } from '../browser.ts';
import { type Product, startProduct } from '../product.ts';
import { type Room, roomsOf } from './gallery-rooms.ts';

const OUT = join(import.meta.dirname, '../../dist/gallery');
const WIDTHS = [1440, 768, 360];
const SCREEN: Record<number, number> = { 1440: 900, 768: 1_000, 360: 780 };
/** High enough to see most pages whole: pictures that scroll repeat parts of themselves. */
const TALL: Record<number, number> = { 1440: 1_100, 768: 1_700, 360: 2_200 };
/** Both themes and both directions; the second pair is what the first one leaves out. */
const LOOKS = [
  { locale: 'en', theme: 'light' },
  { locale: 'ar', theme: 'dark' },
  { locale: 'en', theme: 'dark' },
  { locale: 'ar', theme: 'light' },
] as const;

interface Shown {
  name: string;
  path: string;
  /** What a person does there before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
}

const first = (selector: string) => (page: Page) => page.locator(selector).first().click({ timeout: 3_000 });

const INSIDE: Shown[] = [
  { name: 'overview', path: '/' },
  { name: 'alerts', path: '/alerts' },
  { name: 'alert', path: '/alerts', act: first('.row-open') },
  { name: 'notifications', path: '/notifications' },
  { name: 'bell', path: '/', act: first('.bell') },
  { name: 'rules', path: '/rules' },
  { name: 'rules-templates', path: '/rules?view=templates' },
  { name: 'rules-noise', path: '/rules?view=noise' },
  { name: 'rule-new', path: '/rules?rule=new' },
  { name: 'metrics', path: '/metrics' },
  { name: 'transactions', path: '/transactions' },
  { name: 'transaction', path: '/transactions', act: first('.row-open') },
  { name: 'leads', path: '/leads' },
  { name: 'reports', path: '/reports' },
  { name: 'report', path: '/reports', act: first('.page-actions button') },
  { name: 'projects', path: '/projects' },
  ...['projects', 'keys', 'team', 'notifications', 'deliveries', 'checks', 'audit-log', 'privacy', 'account'].map(
    (name) => ({
      name: `settings-${name}`,
      path: `/settings/${name}`,
    }),
  ),
];

const OUTSIDE: Shown[] = [
  { name: 'landing', path: '/' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'sign-up', path: '/sign-up' },
  { name: 'forgot-password', path: '/forgot-password' },
  { name: 'reset-password', path: '/reset-password#token=x' },
  { name: 'join', path: '/join' },
  { name: 'report-link', path: '/reports/shared#token=x' },
  { name: 'confirm-email', path: '/confirm-email' },
  { name: 'not-found', path: '/404' },
];

async function shoot(context: BrowserContext, shown: Shown, width: number, file: string): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: shown.act ? SCREEN[width]! : TALL[width]! });
  await page.goto(shown.path);
  await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => undefined);
  await shown.act?.(page).catch(() => undefined);
  await page.waitForTimeout(shown.act ? 900 : 400);
  await page.screenshot({ path: file, animations: 'disabled' });
  await page.close();
}

/** One look of one page at all widths, side by side. */
async function sheet(browser: Browser, title: string, rows: string[][], file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1800, height: 600 } });
  const cells = rows.map(
    (row) => `<div>${row.map((src, i) => `<img src="file://${src}" width="${[960, 480, 300][i]}">`).join('')}</div>`,
  );
  const html = `<title>${title}</title><style>body{margin:8px;background:#888}div{display:flex;gap:10px;align-items:start;
    max-height:1100px;overflow:hidden;margin-block-end:10px}</style>${cells.join('')}`;
  const source = `${file}.html`;
  await writeFile(source, html);
  await page.goto(`file://${source}`);
  await page.screenshot({ path: file, fullPage: true });
  await rm(source);
  await page.close();
}

async function contextOf(browser: Browser, url: string, room: Room | undefined, look: (typeof LOOKS)[number]) {
  const context = await browser.newContext({
    ...{ baseURL: url, colorScheme: look.theme, locale: look.locale === 'ar' ? 'ar-EG' : 'en-GB' },
    ...{ timezoneId: 'Europe/London', reducedMotion: 'reduce' as const },
  });
  if (room) await room.enter(context);
  await context.addInitScript(`localStorage.setItem('signalbox.locale', '${look.locale}')`);
  if (room?.broken) {
    const body = {
      type: 'about:blank',
      title: 'Something broke here.',
      status: 500,
      code: 'internal',
      request_id: 'r-1',
    };
    await context.route(/\/v1\/(?!auth\/session|projects$)/, (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(body) }),
    );
  }
  return context;
}

async function gallery(product: Product, browser: Browser, words: string[]): Promise<void> {
  const rooms = [undefined, ...(await roomsOf(product))];
  for (const room of rooms) {
    const state = room?.name ?? 'outside';
    const pages = (room ? INSIDE : OUTSIDE).filter(({ name }) =>
      words.every((word) => `${state}/${name}`.includes(word)),
    );
    if (pages.length === 0) continue;
    await mkdir(join(OUT, state), { recursive: true });
    const contexts = await Promise.all(LOOKS.map((look) => contextOf(browser, product.url, room, look)));
    for (const shown of pages) {
      const files: string[][] = [];
      for (const [i, { locale, theme }] of LOOKS.entries()) {
        const row = WIDTHS.map((width) => join(OUT, state, `${shown.name}-${locale}-${theme}-${width}.png`));
        // One after another: pages that are drawn at once lend each other parts of their pictures.
        for (const [at, width] of WIDTHS.entries()) await shoot(contexts[i]!, shown, width, row[at]!);
        files.push(row);
      }
      await sheet(browser, shown.name, files.slice(0, 2), join(OUT, `${state}-${shown.name}-1.png`));
      await sheet(browser, shown.name, files.slice(2), join(OUT, `${state}-${shown.name}-2.png`));
      console.log(`${state} ${shown.name}`);
    }
    await Promise.all(contexts.map((context) => context.close()));
  }
}

const [product, browser] = await Promise.all([startProduct(), launch()]);
try {
  await gallery(product, browser, process.argv.slice(2));
} finally {
  await browser.close();
  await product.stop();
}
