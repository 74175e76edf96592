/** Amounts as people type them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount, typedAmount } from './amounts.ts';

describe('typed amounts', () => {
  test.each([
    ['19.99', 'GBP', 1999],
    ['19,9', 'EUR', 1990],
    ['0', 'GBP', 0],
    ['1 200', 'EUR', 120_000],
    ['1.234', 'KWD', 1234],
    ['500', 'JPY', 500],
    ['١٢٫٥', 'EGP', 1250],
  ])('%s %s is %d minor units', (text, currency, minor) => expect(parseAmount(text, currency)).toBe(minor));

  test.each(['', 'ten', '-5', '1.2.3', '1,234.50', '1.999'])('%j is no amount in pounds', (text) =>
    expect(parseAmount(text, 'GBP')).toBeUndefined(),
  );

  test('what is shown in the field is read as the same', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), fc.constantFrom('GBP', 'JPY', 'KWD'), (minor, currency) => {
        expect(parseAmount(typedAmount(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});
