/** Pure: the pages of links in mails. They load nothing, run nothing, and their only form posts to themselves. */
import { createHash } from 'node:crypto';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { directionOf, type Locale } from '../../../words/locales.ts';

/** Colours and measures of the dashboard (web/theme.css), whose sheets such a page may not load. */
const STYLE =
  ':root{color-scheme:light dark}*{box-sizing:border-box;margin:0}' +
  'body{font:0.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;' +
  'background:light-dark(#f7f7f5,#111214);color:light-dark(#1b1b1a,#ededef);padding:12vh 1rem 2rem;overflow-wrap:anywhere}' +
  'header,main{max-width:26rem;margin:0 auto}header{margin-block-end:1rem;font-weight:650;font-size:1.125rem}' +
  'main{display:grid;gap:.75rem;padding:1.5rem;background:light-dark(#fff,#191a1d);' +
  'border:1px solid light-dark(#e3e3df,#2c2e33);border-radius:.75rem}h1{font-size:1.375rem;line-height:1.3}' +
  'p{color:light-dark(#575753,#b0b3ba)}button{font:inherit;font-weight:600;min-height:2.75rem;padding:0 1rem;border:0;' +
  'border-radius:.5rem;background:light-dark(#2f5bd8,#8ca8ff);color:light-dark(#fff,#0e1530);cursor:pointer}' +
  'button:focus-visible{outline:2px solid light-dark(#2f5bd8,#8ca8ff);outline-offset:2px}';

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
      h('header', {}, 'Signalbox'),
      h('main', {}, [
        h('h1', {}, title),
        h('p', {}, text),
        button && h('form', { method: 'post' }, h('button', { type: 'submit' }, button)),
      ]),
    ]),
  ]);
  return `<!doctype html>${renderToString(page)}`;
}
