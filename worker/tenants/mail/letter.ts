/** Pure: what a mail says, as plain text and as HTML. */

/** A mail before it has a form: paragraphs, and at most one link to follow. */
export interface Letter {
  to: string;
  subject: string;
  paragraphs: string[];
  action?: { label: string; url: string };
  /** Said below the link, e.g. until when it works. */
  note?: string;
}

/** A mail as transports carry it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Text and HTML of a letter. Values in it are escaped; names cannot bring markup or header lines. */
export function writeLetter({ to, subject, paragraphs, action, note }: Letter): Mail {
  const lines = paragraphs.map(oneLine);
  const text = [...lines, ...(action ? [`${action.label}:\n${action.url}`] : []), ...(note ? [note] : [])].join('\n\n');
  const html = [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<body style="font:16px/1.5 system-ui,sans-serif;color:#1d2129;max-width:34rem;margin:2rem auto;padding:0 1rem">',
    ...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
    ...(action ? [`<p><a href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a></p>`] : []),
    ...(note ? [`<p style="color:#5b6472">${escapeHtml(note)}</p>`] : []),
    '<p style="color:#5b6472">Signalbox</p></body></html>',
  ].join('\n');
  return { to, subject: oneLine(subject).slice(0, 200), text: `${text}\n\nSignalbox\n`, html };
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
