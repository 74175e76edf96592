/** Pure: the pages of links in mails. They load nothing, run nothing, and their only form posts to themselves. */
import { createHash } from 'node:crypto';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { directionOf, type Locale } from '../../../words/locales.ts';

const STYLE =
  ':root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 16px}' +
  'button{font:inherit;padding:10px 16px;border-radius:8px;border:0;background:#1d2129;color:#fff;cursor:pointer}' +
  '@media (prefers-color-scheme:dark){button{background:#e6e9ee;color:#14171c}}';

/** The headers that a page is served with. */
export const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A page with a sentence, and a button where there is something left to do. */
export function linkPage(
  locale: Locale,
  { title, text, button }: { title: string; text: string; button?: string },
): string {
  const page = h('html', { lang: locale, dir: directionOf(locale) }, [
    h('head', {}, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'robots', content: 'noindex' }),
      h('title', {}, title),
      h('style', { dangerouslySetInnerHTML: { __html: STYLE } }),
    ]),
    h('body', {}, [
      h('main', {}, [
        h('h1', {}, title),
        h('p', {}, text),
        button && h('form', { method: 'post' }, h('button', { type: 'submit' }, button)),
      ]),
    ]),
  ]);
  return `<!doctype html>${renderToString(page)}`;
}
