/** Saves tables as CSV files that spreadsheets open as they are meant. */

import type { CsvCell } from '../../worker/shared/csv.ts';
import { currencyExponent } from '../../worker/shared/currency-exponent.ts';

/** An amount in whole units of its currency, as spreadsheets count: 1999 minor units of GBP are 19.99. */
export function csvAmount(minor: number | null | undefined, currency: string): number | null {
  if (minor === null || minor === undefined) return null;
  const digits = currencyExponent(currency);
  return Number((minor / 10 ** digits).toFixed(digits));
}

/** Saves `rows` as `name`.csv. The mark at its start tells spreadsheets that it is UTF-8. */
export async function saveCsv(name: string, rows: CsvCell[][]): Promise<void> {
  // Few people save a file, so the writer is not in the page's own code.
  const { csvOf } = await import('../../worker/shared/csv.ts');
  const url = URL.createObjectURL(new Blob(['\uFEFF', csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
