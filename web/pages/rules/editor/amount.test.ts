/** Numbers as they are typed: every language's own signs, and money to the last minor unit. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../../worker/words/locales.ts';
import { parseDecimal, shifted, typed } from './amount.ts';

const locales = fc.constantFrom(...LOCALES.map(({ id }) => id), 'ar-EG', 'de-CH', 'en-IN', 'es-AR', 'fr-FR');

describe('what is typed', () => {
  test('is the same number in every language, with every number of decimals', () => {
    fc.assert(
      fc.property(locales, fc.maxSafeInteger(), fc.constantFrom(0, 2, 3, 4), (locale, minor, places) => {
        const text = typed(minor, locale, places);
        expect(shifted(parseDecimal(text, locale) ?? '', places), `${text} in ${locale}`).toBe(minor);
      }),
    );
  });

  test.each([
    ['1,234.56', 'en', '1234.56'],
    ['1234,5', 'en', '1234.5'],
    ['1,234', 'en', '1234'],
    ['0.125', 'en', '0.125'],
    ['0,125', 'en', '0.125'],
    ['12,34,567.5', 'en-IN', '1234567.5'],
    ['1.234,56', 'de', '1234.56'],
    ['1.234', 'de', '1234'],
    ['1.5', 'de', '1.5'],
    ['1 234,5', 'fr', '1234.5'],
    ["1'234.50", 'de-CH', '1234.5'],
    ['١٬٢٣٤٫٥', 'ar-EG', '1234.5'],
    ['1,234.5', 'ar-EG', '1234.5'],
    [' 007 ', 'en', '7'],
    ['-0.50', 'en', '-0.5'],
    ['−3', 'en', '-3'],
    ['.5', 'en', '0.5'],
    ['-0', 'en', '0'],
  ])('%s in %s is %s', (text, locale, number) => expect(parseDecimal(text, locale)).toBe(number));

  test.each(['', '-', '.', 'abc', '1,2,3', '1.2.3', '12,34.5,6', '1e5', 'NaN', 'Infinity', '1 000 €'])(
    '%j is no number',
    (text) => expect(parseDecimal(text, 'en')).toBeUndefined(),
  );
});

describe('minor units', () => {
  test.each([
    ['1234.56', 2, 123456],
    ['0.29', 2, 29],
    ['1234', 0, 1234],
    ['1.234', 3, 1234],
    ['-0.5', 2, -50],
  ])('%s by %i places is %i', (number, places, minor) => expect(shifted(number, places)).toBe(minor));

  test('more decimals than the currency has, and more than can be exact, are refused', () => {
    expect(shifted('1.5', 0)).toBeUndefined();
    expect(shifted('1.234', 2)).toBeUndefined();
    expect(shifted('90071992547409.93', 2)).toBeUndefined();
  });

  test('are shown with all their decimals', () => {
    expect(typed(123450, 'en', 2)).toBe('1,234.50');
    expect(typed(1234, 'en', 0)).toBe('1,234');
    expect(typed(1234, 'de', 3)).toBe('1,234');
    expect(typed(2.5, 'de')).toBe('2,5');
  });
});
