/** Which page the root is, for whom, and in which language; the pages themselves are named by their address. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from './app.ts';

/** What the build leaves in the pages in the place of their address. */
const ORIGIN = 'https://origin.invalid';
const LANGUAGES = ['en', 'es', 'pt-BR', 'fr', 'de', 'it', 'tr', 'ar', 'ja'];

/** Static files that return their own path and the headers of the request. */
const ASSETS = {
  async fetch(url: URL, { headers }: { headers: Headers }) {
    if (headers.get('if-none-match') === '"same"') return new Response(null, { status: 304 });
    const seen = [...headers.keys()].join();
    return new Response(`page ${url.pathname} canonical ${ORIGIN}/es seen ${seen}`, { headers: { etag: '"same"' } });
  },
};

async function visit(path: string, headers: Record<string, string> = {}, over: object = {}) {
  const reply = await app.request(`https://box.test${path}`, { headers }, { ...env, ASSETS, ...over } as never);
  return { status: reply.status, vary: reply.headers.get('vary'), text: await reply.text() };
}

const pageOf = async (headers: Record<string, string>, path = '/') =>
  /^page (\S+)/.exec((await visit(path, headers)).text)?.[1];

describe('the root', () => {
  it('is the dashboard for whoever has a session cookie, and for links into it', async () => {
    expect(await pageOf({ cookie: 'theme=dark; __Host-signalbox_session=whatever' })).toBe('/');
    for (const query of ['project=prj_1', 'date=2026-11-21', 'metric=revenue', 'range=7', 'compare=0']) {
      expect(await pageOf({}, `/?${query}`)).toBe('/');
    }
    expect(await pageOf({ cookie: 'theme=dark' })).toBe('/en');
    expect(await pageOf({}, '/?utm_source=mail')).toBe('/en');
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', '/de'],
    ['nl, fr;q=0.5, en;q=0.7', '/en'],
    ['pt', '/pt-BR'],
    ['ja;q=0, tr', '/tr'],
    ['xx', '/en'],
    ['', '/en'],
    [';q=,,,=;', '/en'],
  ])('for %j is %s', async (accepted, page) => {
    expect(await pageOf({ 'accept-language': accepted })).toBe(page);
  });

  it('tells caches what it depends on', async () => {
    expect((await visit('/')).vary).toBe('Cookie, Accept-Language');
    expect((await visit('/', { cookie: '__Host-signalbox_session=x' })).vary).toBe('Cookie, Accept-Language');
  });
});

describe('landing pages', () => {
  it.each(LANGUAGES)('/%s is that language, whatever the browser asks for', async (id) => {
    expect(await pageOf({ 'accept-language': 'ja', cookie: '__Host-signalbox_session=x' }, `/${id}`)).toBe(`/${id}`);
  });

  it('know their own address: APP_URL, else that of the request', async () => {
    expect((await visit('/es')).text).toContain('canonical https://box.test/es');
    const named = await visit('/es', {}, { APP_URL: 'https://signalbox.example/' });
    expect(named.text).toContain('canonical https://signalbox.example/es');
    expect(named.text).not.toContain(ORIGIN);
  });

  it('are not sent again to whoever has them, and no cookie reaches the static files', async () => {
    expect((await visit('/es', { 'if-none-match': '"same"' })).status).toBe(304);
    const { text } = await visit('/', {
      cookie: '__Host-signalbox_session=x',
      accept: 'text/html',
      authorization: 'Bearer x',
    });
    expect(text).toMatch(/seen accept$/);
  });
});

it('the page of all parts exists in development only', async () => {
  expect((await visit('/dev/parts')).text).toMatch(/^page \/dev\/parts/);
  expect((await visit('/dev/parts', {}, { ENVIRONMENT: 'production' })).status).toBe(404);
});
