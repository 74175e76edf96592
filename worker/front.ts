/** The root address: a person who is signed in gets the dashboard, everyone else the landing page in their language. */
import type { Env } from './base/env.ts';
import { missing } from './base/errors.ts';
import { siteOf } from './base/http/site.ts';
import { createRouter } from './base/router.ts';
import { sessionCookieName } from './tenants/auth/session/cookie.ts';
import { acceptedLocale, LOCALES, type Locale } from './words/locales.ts';
import { ORIGIN } from './words/origin.ts';

/** Parts of the Overview's address: such a link leads to it, by way of the sign-in page. */
const VIEW = ['project', 'date', 'metric', 'range', 'compare'];

/** What a page is found by. */
interface Visit {
  env: Env;
  req: { raw: Request };
}

export const frontRoutes = createRouter();

frontRoutes.get('/', async (c) => {
  const { headers } = c.req.raw;
  const deep = VIEW.some((name) => c.req.query(name) !== undefined);
  // The cookie only chooses the page; the API decides whether its session still lives.
  const known = headers.get('cookie')?.includes(`${sessionCookieName(siteOf(c.env, c.req.url))}=`);
  if (deep || known) return vary(await asset(c, '/'));
  return vary(await landing(c, acceptedLocale(headers.get('accept-language') ?? '') ?? 'en'));
});

for (const { id } of LOCALES) frontRoutes.get(`/${id}`, (c) => landing(c, id));

/** Every part of the dashboard in all its states; there is no such page outside development. */
frontRoutes.get('/dev/parts', (c) => {
  if (c.env.ENVIRONMENT !== 'development') throw missing('route');
  return asset(c, '/dev/parts');
});

async function landing(visit: Visit, locale: Locale): Promise<Response> {
  const page = await asset(visit, `/${locale}`);
  if (page.status !== 200) return page;
  return new Response((await page.text()).replaceAll(ORIGIN, siteOf(visit.env, visit.req.raw.url)), page);
}

/** A static page as it was built, with headers that can still be added to. */
async function asset({ env, req }: Visit, path: string): Promise<Response> {
  const headers = new Headers();
  for (const name of ['accept', 'if-none-match', 'if-modified-since']) {
    const value = req.raw.headers.get(name);
    if (value) headers.set(name, value);
  }
  const page = await env.ASSETS.fetch(new URL(path, req.raw.url), { headers });
  return new Response(page.body, page);
}

function vary(page: Response): Response {
  page.headers.set('vary', 'Cookie, Accept-Language');
  return page;
}
