/** The front door: whoever is signed in gets the dashboard at the root, everybody else the landing page in their language. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { LOCALES, type Locale, matchLocale } from '../web/locales.ts';
import { ORIGIN } from '../web/pages/landing/origin.ts';
import { missing } from './base/errors.ts';
import { createRouter, type HonoEnv } from './base/router.ts';
import { SESSION_COOKIE } from './tenants/auth/cookie.ts';

/** Parts of the Overview's address: such a link leads to it, by way of the sign-in page. */
const VIEW = ['project', 'date', 'metric', 'range', 'compare'];

export const frontRoutes = createRouter();

frontRoutes.get('/', async (c) => {
  const deep = VIEW.some((name) => c.req.query(name) !== undefined);
  // The cookie only chooses the page; the API decides whether its session still lives.
  if (deep || getCookie(c, SESSION_COOKIE)) return vary(await asset(c, '/'));
  return vary(await landing(c, preferred(c.req.header('accept-language'))));
});

for (const { id } of LOCALES) frontRoutes.get(`/${id}`, (c) => landing(c, id));

/** Every part of the dashboard in all its states; there is no such page outside development. */
frontRoutes.get('/dev/parts', (c) => {
  if (c.env.ENVIRONMENT !== 'development') throw missing('route');
  return asset(c, '/dev/parts');
});

/** The first of a reader's languages that is one of ours. */
function preferred(header = ''): Locale {
  const asked = header
    .split(',')
    .map((part) => part.trim().split(/;\s*q=/))
    .map(([tag = '', weight = '1']) => ({ tag, weight: Number(weight) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of asked) {
    const locale = matchLocale(tag);
    if (locale) return locale;
  }
  return 'en';
}

async function landing(c: Context<HonoEnv>, locale: Locale): Promise<Response> {
  const page = await asset(c, `/${locale}`);
  if (page.status !== 200) return page;
  const site = c.env.APP_URL?.replace(/\/+$/, '') || new URL(c.req.url).origin;
  return new Response((await page.text()).replaceAll(ORIGIN, site), page);
}

/** A static page as it was built, with headers that can still be added to. */
async function asset(c: Context<HonoEnv>, path: string): Promise<Response> {
  const headers = new Headers();
  for (const name of ['accept', 'if-none-match', 'if-modified-since']) {
    const value = c.req.header(name);
    if (value) headers.set(name, value);
  }
  const page = await c.env.ASSETS.fetch(new URL(path, c.req.url), { headers });
  return new Response(page.body, page);
}

function vary(page: Response): Response {
  page.headers.set('vary', 'Cookie, Accept-Language');
  return page;
}
