/** What a browser suggests for a new project. */
import { describe, expect, test } from 'vitest';
import { currencyOptions } from '../base/words/currencies.ts';
import { currencyOf, zoneOptions } from './business-choices.ts';

describe('places', () => {
  test('the currency follows the region of the language', () => {
    expect(currencyOf('en-GB')).toBe('GBP');
    expect(currencyOf('pt-BR')).toBe('BRL');
    expect(currencyOf('de')).toBe('EUR');
    expect(currencyOf('ja')).toBe('JPY');
    expect(currencyOf('en-BG')).toBe('EUR');
    expect(currencyOf('en-AQ')).toBe('USD');
    expect(currencyOf('not a language')).toBe('USD');
  });

  test('what a project has is always among the options', () => {
    expect(zoneOptions('Mars/Olympus').some(({ value }) => value === 'Mars/Olympus')).toBe(true);
    expect(zoneOptions('Europe/London').filter(({ value }) => value === 'Europe/London')).toHaveLength(1);
    expect(currencyOptions('EUR').find(({ value }) => value === 'EUR')?.label).toBe('EUR – Euro');
  });
});
