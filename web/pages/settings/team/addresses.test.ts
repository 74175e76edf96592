/** Addresses as people paste them. */
import { expect, test } from 'vitest';
import { addressesIn } from './addresses.ts';

test('addresses come in lines, lists and with names', () => {
  const text = 'ada@shop.example, Grace Hopper <Grace@Shop.example>;\nlinus@shop.example ada@shop.example';
  expect(addressesIn(text)).toEqual({
    addresses: ['ada@shop.example', 'grace@shop.example', 'linus@shop.example'],
    wrong: [],
  });
});

test('what is no address is told apart', () => {
  expect(addressesIn('ada@shop, ada@shop.example')).toEqual({ addresses: ['ada@shop.example'], wrong: ['ada@shop'] });
  expect(addressesIn('')).toEqual({ addresses: [], wrong: [] });
});
