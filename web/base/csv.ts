/** Tables as CSV files that spreadsheets open as they are meant. */
import { currencyDigits } from './words/format.ts';

export type CsvCell = string | number | null | undefined;

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180 with CRLF. A text that looks like a formula gets an apostrophe before it; numbers stay numbers. */
export function csvOf(rows: CsvCell[][]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** An amount in whole units of its currency, as spreadsheets count: 1999 minor units of GBP are 19.99. */
export function csvAmount(minor: number | null | undefined, currency: string): number | null {
  if (minor === null || minor === undefined) return null;
  const digits = currencyDigits(currency);
  return Number((minor / 10 ** digits).toFixed(digits));
}

/** Saves `rows` as `name`.csv. The mark at its start tells spreadsheets that it is UTF-8. */
export function saveCsv(name: string, rows: CsvCell[][]): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
