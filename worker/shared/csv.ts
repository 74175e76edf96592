/** Pure: rows as CSV (RFC 4180) that a spreadsheet shows and never runs: the one writer, of Worker and dashboard alike. */
import Papa from 'papaparse';

export type CsvCell = string | number | null | undefined;

/** Text that a spreadsheet may run as a formula, behind white space too; an apostrophe before it counts as guarded already. */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Rows that end with CRLF. Text that looks like a formula gets an apostrophe before it; numbers stay numbers. */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  if (rows.length === 0) return '';
  return `${Papa.unparse(rows as CsvCell[][], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}

/** The text of a cell as it was before `csvOf` guarded it. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
