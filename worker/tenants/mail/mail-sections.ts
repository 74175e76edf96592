/** Pure: the sections of a longer mail, such as a report: headings and rows, readable at 360 pixels, in the dark and from right to left. */
import { h } from 'preact';
import type { NoticeSection } from '../deliveries/index.ts';

const HEADING = 'margin:24px 0 4px;font-size:14px;font-weight:600;color:#5b6472';
const TABLE = 'width:100%;border-collapse:collapse';
const CELL = 'padding:10px 0 0;vertical-align:baseline';
// Words break only where nothing else helps, and the number takes no more room than it needs.
const LABEL = `${CELL};overflow-wrap:break-word`;
const VALUE = `${CELL};width:1%;padding-inline-start:12px;text-align:end;white-space:nowrap;font-weight:600`;
const QUIET = 'font-size:14px;color:#5b6472';
const ROW = 'border-bottom:1px solid #e3e5e9';

/** The sections as HTML. */
export function sectionNodes(sections: readonly NoticeSection[]) {
  return sections.map(({ title, rows, text }) => [
    h('h2', { class: 'quiet', style: HEADING }, title),
    rows.length > 0 && h('table', { role: 'presentation', style: TABLE }, rows.flatMap(rowNodes)),
    text && h('p', { class: 'quiet', style: `margin:8px 0 0;${QUIET}` }, text),
  ]);
}

function rowNodes({ label, value, change, text }: NoticeSection['rows'][number]) {
  const line = h('tr', {}, [
    h('td', { style: LABEL }, label),
    h('td', { style: VALUE }, [
      h('bdi', {}, value),
      change && h('bdi', { class: 'quiet', style: `${QUIET};font-weight:400;padding-inline-start:8px` }, change),
    ]),
  ]);
  const below = h('td', { class: 'quiet line', colspan: 2, style: `padding:2px 0 10px;${QUIET};${ROW}` }, text ?? '');
  return [line, h('tr', {}, below)];
}

/** The sections as plain text. */
export function sectionText(sections: readonly NoticeSection[]): string[] {
  return sections.map(({ title, rows, text }) =>
    [title.toUpperCase(), ...rows.map(rowText), text].filter(Boolean).join('\n'),
  );
}

function rowText({ label, value, change, text }: NoticeSection['rows'][number]): string {
  const number = value ? `: ${value}${change ? ` (${change})` : ''}` : '';
  return `- ${label}${number}${text ? `\n  ${text}` : ''}`;
}
