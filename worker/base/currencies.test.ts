import { expect, it } from 'vitest';
import { currencyExponent } from '../shared/currency-exponent.ts';
import { isCurrency } from './currencies.ts';

it.each([
  ['JPY', 0],
  ['CLP', 0],
  ['USD', 2],
  ['GBP', 2],
  ['KWD', 3],
  ['TND', 3],
  ['CLF', 4],
])('%s has %d digits of minor units', (code, digits) => {
  expect(isCurrency(code)).toBe(true);
  expect(currencyExponent(code)).toBe(digits);
});

it.each(['', 'gbp', 'GB', 'GBPX', 'XXX', 'XAU', '£'])('%j is no currency', (code) =>
  expect(isCurrency(code)).toBe(false),
);

it('agrees with the platform on the digits of every currency that it knows', () => {
  // What Intl rounds to in practice, not by the standard (CLDR's own list of digits).
  const customary = new Set([
    'UYI',
    'AFN',
    'ALL',
    'AMD',
    'COP',
    'CRC',
    'GYD',
    'IDR',
    'IQD',
    'IRR',
    'KPW',
    'LAK',
    'LBP',
    'MGA',
    'MMK',
    'MNT',
    'MUR',
    'NOK',
    'PKR',
    'RSD',
    'SLE',
    'SLL',
    'SOS',
    'SYP',
    'TWD',
    'TZS',
    'UZS',
    'VUV',
    'YER',
    'CZK',
    'DKK',
    'HUF',
    'SEK',
    'ISK',
    'UYW',
  ]);
  const codes = Intl.supportedValuesOf('currency').filter((code) => isCurrency(code) && !customary.has(code));
  for (const currency of codes) {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    expect([currency, currencyExponent(currency)]).toEqual([currency, maximumFractionDigits]);
  }
});
