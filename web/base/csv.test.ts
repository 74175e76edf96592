/** Amounts in CSV files. */
import { expect, test } from 'vitest';
import { csvAmount } from './csv.ts';

test('amounts are in whole units, exactly', () => {
  expect(csvAmount(1999, 'GBP')).toBe(19.99);
  expect(csvAmount(0, 'GBP')).toBe(0);
  expect(csvAmount(1999, 'JPY')).toBe(1999);
  expect(csvAmount(1999, 'KWD')).toBe(1.999);
  expect(csvAmount(null, 'GBP')).toBeNull();
  expect(String(csvAmount(10 ** 12 - 1, 'GBP'))).toBe('9999999999.99');
});
