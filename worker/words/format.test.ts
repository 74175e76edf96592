import { expect, it } from 'vitest';
import { formatsOf } from './format.ts';

it('writes numbers and money as each language does, with the digits of the currency', () => {
  const { number, percent, money } = formatsOf('en');
  const amounts = [
    money(124_000, 'GBP'),
    money(1_240, 'JPY'),
    money(1_240, 'KWD'),
    money(-5, 'USD'),
    money(0.4, 'EUR'),
  ];
  expect(amounts).toEqual(['£1,240.00', '¥1,240', 'KWD\u00a01.240', '-$0.05', '€0.00']);
  expect([number(12_345.6), number(2.04), number(-0.01), percent(4.46), percent(99.6)]).toEqual([
    '12,346',
    '2',
    '0',
    '4.5%',
    '100%',
  ]);
  expect([formatsOf('de').money(124_000, 'GBP'), formatsOf('fr').percent(38)]).toEqual([
    '1.240,00\u00a0£',
    '38\u00a0%',
  ]);
});
