/** Pure: audit entries as CSV (RFC 4180) that a spreadsheet will not run. */
import type { AuditEntry } from './schema.ts';

export const COLUMNS = [
  'seq',
  'created_at',
  'actor_type',
  'actor_id',
  'actor_label',
  'action',
  'target_type',
  'target_id',
  'before',
  'after',
  'request_id',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

/** One line of the file, its end included. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}\r\n`;
}

/** An entry's line, in the order of `COLUMNS`. */
export function entryLine(entry: AuditEntry): string {
  return csvLine(COLUMNS.map((column) => entry[column]));
}

/** Quoted where needed; an apostrophe keeps spreadsheets from taking text for a formula. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
