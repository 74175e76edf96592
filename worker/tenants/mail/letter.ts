/** Pure: the text of a mail, plain and as HTML. */

import type { Words } from '../../words/letter-words.ts';
import { directionOf, type Locale } from '../../words/locales.ts';

/** Who reads a mail, and in which language. */
export interface Reader {
  email: string;
  locale: Locale;
}

/** A mail before it has a form. */
export interface Letter {
  to: Reader;
  words: Words;
  /** Where its one link leads. */
  url: string;
  /** What stands below, as it is: lines for machines. */
  appendix?: string;
}

/** The address of a page for who holds a token. Browsers send nothing behind the # to anybody; the page opens in the mail's language. */
export function linkFor({ locale }: Reader, page: string, token: string): string {
  return `${page}#token=${token}&lang=${locale}`;
}

/** A mail as transports carry it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Text and HTML of a letter. Values in it are escaped; names cannot bring markup or header lines. */
export function writeLetter({ to, words, url, appendix }: Letter): Mail {
  const { subject, action, note } = words;
  const line = oneLine(words.text);
  const text = [line, `${action}:\n${url}`, ...(note ? [note] : []), ...(appendix ? [appendix] : [])].join('\n\n');
  const html = [
    `<!doctype html><html lang="${to.locale}" dir="${directionOf(to.locale)}"><meta charset="utf-8">`,
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#1d2129;max-width:34rem;margin:2rem auto;padding:0 1rem">',
    `<p>${escapeHtml(line)}</p>`,
    `<p><a href="${escapeHtml(url)}">${escapeHtml(action)}</a></p>`,
    ...(note ? [`<p style="color:#5b6472">${escapeHtml(note)}</p>`] : []),
    ...(appendix ? [`<pre style="white-space:pre-wrap" dir="ltr">${escapeHtml(appendix)}</pre>`] : []),
    '<p style="color:#5b6472">Signalbox</p></body></html>',
  ].join('\n');
  return { to: to.email, subject: oneLine(subject).slice(0, 200), text: `${text}\n\nSignalbox\n`, html };
}

/** Makes text safe inside HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
