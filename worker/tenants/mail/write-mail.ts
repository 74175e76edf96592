/** Pure: a notice as a mail, in plain text and in HTML that stays readable in the dark and from right to left. */
import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { directionOf } from '../../words/locales.ts';
import type { Notice } from '../deliveries/index.ts';
import { sectionNodes, sectionText } from './mail-sections.ts';

/** A mail as transports carry it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

const MAX_SUBJECT = 200;
const TONES = { info: '#5b6472', warning: '#b45309', critical: '#b91c1c' } as const;
/** Clients that know dark mode follow this; the others show the light colours, which stand in the elements themselves. */
const DARK =
  '@media (prefers-color-scheme:dark){body,.page{background:#14171c!important;color:#e6e9ee!important}' +
  '.quiet,.quiet a{color:#9aa4b2!important}.item{color:#e6e9ee!important}.line{border-color:#2c323b!important}.button{background:#e6e9ee!important;color:#14171c!important}}';

/** Text and HTML of a notice. Everything in it is text: names bring no markup and no header lines. */
export function writeMail(to: string, given: Notice): Mail {
  const notice = inLines(given);
  const { unsubscribe } = notice;
  return {
    to,
    subject: notice.subject.slice(0, MAX_SUBJECT),
    text: textOf(notice),
    html: `<!doctype html>${renderToString(page(notice))}`,
    headers: unsubscribe
      ? { 'List-Unsubscribe': `<${unsubscribe.url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {},
  };
}

function textOf({ paragraphs, items = [], sections = [], action, note, appendix, why, unsubscribe }: Notice): string {
  const foot = [
    why && why.text + (why.url ? ` ${why.label}: ${why.url}` : ''),
    unsubscribe && `${unsubscribe.label}: ${unsubscribe.url}`,
  ];
  return [
    ...paragraphs,
    ...items.map(({ title, body, url }) => [title, body, url].filter(Boolean).join('\n')),
    ...sectionText(sections),
    action && `${action.label}:\n${action.url}`,
    note && note,
    appendix,
    ['Signalbox', ...foot].filter(Boolean).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

const LIGHT = 'background:#ffffff;color:#1d2129';
const PAGE = `font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;${LIGHT};max-width:34rem;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere`;
const BUTTON =
  'display:inline-block;background:#1d2129;color:#ffffff;text-decoration:none;border-radius:8px;padding:10px 16px';

function page({
  locale,
  subject,
  paragraphs,
  items = [],
  sections = [],
  action,
  note,
  appendix,
  why,
  unsubscribe,
  severity,
}: Notice) {
  const edge = severity && `border-inline-start:4px solid ${TONES[severity]};padding-inline-start:12px`;
  return h('html', { lang: locale, dir: directionOf(locale) }, [
    head(subject),
    h('body', { style: `margin:0;${LIGHT}` }, [
      h('div', { class: 'page', style: PAGE }, [
        h(
          'div',
          { style: edge },
          paragraphs.map((text) => h('p', { style: 'margin:0 0 12px' }, text)),
        ),
        items.map(itemOf),
        sectionNodes(sections),
        action &&
          h(
            'p',
            { style: 'margin:20px 0' },
            h('a', { class: 'button', href: action.url, style: BUTTON }, action.label),
          ),
        note && quiet([note]),
        appendix && h('pre', { style: 'white-space:pre-wrap', dir: 'ltr' }, appendix),
        quiet([
          'Signalbox',
          why && [h('br', {}), `${why.text} `, why.url && link({ label: why.label ?? why.url, url: why.url })],
          unsubscribe && [h('br', {}), link(unsubscribe)],
        ]),
      ]),
    ]),
  ]);
}

function itemOf({ title, body, url, severity }: NonNullable<Notice['items']>[number]) {
  return h(
    'div',
    { style: `margin:0 0 16px;border-inline-start:4px solid ${TONES[severity]};padding-inline-start:12px` },
    [
      h(
        'p',
        { style: 'margin:0;font-weight:600' },
        h('a', { href: url, class: 'item', style: 'color:#1d2129' }, title),
      ),
      body && h('p', { style: 'margin:4px 0 0' }, body),
    ],
  );
}

function head(title: string) {
  return h('head', {}, [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
    h('title', {}, title),
    h('style', { dangerouslySetInnerHTML: { __html: DARK } }),
  ]);
}

function link({ label, url }: { label: string; url: string }) {
  return h('a', { href: url, style: 'color:#5b6472' }, label);
}

function quiet(children: ComponentChildren[]) {
  return h('p', { class: 'quiet', style: 'margin:16px 0 0;font-size:14px;color:#5b6472' }, children);
}

/** A notice none of whose texts breaks a line, but for its appendix. */
function inLines({ appendix, ...notice }: Notice): Notice {
  const clean = JSON.parse(JSON.stringify(notice), (_, value) => (typeof value === 'string' ? oneLine(value) : value));
  return { ...clean, ...(appendix ? { appendix } : {}) };
}

/** Text without line breaks and control characters, which could begin a header or fake a second paragraph. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
