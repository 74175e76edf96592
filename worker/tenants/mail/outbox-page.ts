/** Pure: the HTML of the development outbox. */
import { createHash } from 'node:crypto';
import type { OutboxMail } from './store.ts';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}' +
  'td,th{padding:.25rem .75rem .25rem 0;text-align:start}pre{white-space:pre-wrap;overflow-wrap:anywhere}';

/** Nothing loads and nothing runs on these pages; the one style sheet is named by its hash. */
export const OUTBOX_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The list of kept mails, newest first. */
export function outboxPage(mails: OutboxMail[]): string {
  const rows = mails.map(
    ({ id, recipient, subject, created_at }) =>
      `<tr><td><time>${escapeHtml(created_at)}</time></td><td>${escapeHtml(recipient)}</td>` +
      `<td><a href="/dev/mail/${escapeHtml(id)}">${escapeHtml(subject)}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th>When</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page('Mail', `<h1>Mail</h1>${rows.length > 0 ? table : '<p>No mail has been sent yet.</p>'}`);
}

/** One mail: its head, and its text with links that work. */
export function mailPage({ recipient, subject, text, created_at }: OutboxMail): string {
  const body = escapeHtml(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
  return page(
    escapeHtml(subject),
    `<p><a href="/dev/mail">All mail</a></p><h1>${escapeHtml(subject)}</h1>` +
      `<p>To ${escapeHtml(recipient)}, <time>${escapeHtml(created_at)}</time></p><pre>${body}</pre>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style><body>${body}</body></html>`;
}

/** Makes text safe inside HTML elements and quoted attributes. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
