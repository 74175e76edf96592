/** CSV that no spreadsheet misreads or runs. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvOf, withoutGuard } from './csv.ts';

/** The cells as RFC 4180 reads them. */
const parse = (text: string) => Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' }).data.slice(0, -1);

describe('CSV', () => {
  test('cells are quoted where they must be, and numbers are left alone', () => {
    expect(csvOf([['a', 'b,c', 'd "e"', 'f\ng', -5, 0, null, undefined]])).toBe('a,"b,c","d ""e""","f\ng",-5,0,,\r\n');
    expect(csvOf([])).toBe('');
  });

  test.each([
    ...['=1+1', '+44 20', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', '  =1', '\u00a0=1', '\u3000@x'],
    ...['＝1', '＋1', '－1', '＠x', ' ＝1'],
  ])('%j does not run', (text) => {
    expect(parse(csvOf([[text]]))).toEqual([[`'${text}`]]);
  });

  test('any text comes back as it was, and none begins like a formula', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'\'=+-@＝ \t\r\n,"a') }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const read = parse(csvOf(rows));
        expect(read.map((cells) => cells.map(withoutGuard))).toEqual(rows);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^(\s*[=+\-@＝＋－＠]|[\t\r\n])/);
      }),
    );
  });
});
