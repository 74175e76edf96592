/** CSV that no spreadsheet misreads or runs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvAmount, csvOf } from './csv.ts';

/** The cells of one line, as RFC 4180 reads them. */
function parse(line: string): string[] {
  const cells = [''];
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (quoted && char === '"' && line[at + 1] === '"') at++;
    else if (char === '"') {
      quoted = !quoted;
      continue;
    }
    if (char === ',' && !quoted) cells.push('');
    else cells[cells.length - 1] += char;
  }
  return cells;
}

describe('CSV', () => {
  test('cells are quoted where they must be, and numbers are left alone', () => {
    expect(csvOf([['a', 'b,c', 'd "e"', 'f\ng', -5, 0, null, undefined]])).toBe('a,"b,c","d ""e""","f\ng",-5,0,,\r\n');
  });

  test.each(['=1+1', '+44 20', '-2', '@SUM(A1)', '\tx', '\rx'])('%j does not run', (text) => {
    expect(parse(csvOf([[text]]).slice(0, -2))).toEqual([`'${text}`]);
  });

  test('any text comes back as it was, and none begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (cells) => {
        const read = parse(csvOf([cells]).slice(0, -2));
        expect(read.map((text, at) => (cells[at] === text ? text : text.slice(1)))).toEqual(cells);
        for (const text of read) expect(text).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  test('amounts are in whole units, exactly', () => {
    expect(csvAmount(1999, 'GBP')).toBe(19.99);
    expect(csvAmount(0, 'GBP')).toBe(0);
    expect(csvAmount(1999, 'JPY')).toBe(1999);
    expect(csvAmount(1999, 'KWD')).toBe(1.999);
    expect(csvAmount(null, 'GBP')).toBeNull();
    expect(String(csvAmount(10 ** 12 - 1, 'GBP'))).toBe('9999999999.99');
  });
});
