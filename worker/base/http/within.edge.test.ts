import { expect, it } from 'vitest';
import { isWithin } from './within.ts';

it('knows whether an address lies within networks, IPv4 and IPv6', () => {
  const office = '203.0.113.0/24, 2001:db8:1::/48,198.51.100.7';
  for (const address of ['203.0.113.9', '2001:db8:1:ffff::1', '198.51.100.7', '::ffff:203.0.113.9']) {
    expect([address, isWithin(address, office)]).toEqual([address, true]);
  }
  for (const address of ['203.0.114.9', '2001:db8:2::1', '198.51.100.8', '', 'nonsense', '203.0.113.9.evil']) {
    expect([address, isWithin(address, office)]).toEqual([address, false]);
  }
});

it('lets nobody in by a list that cannot be read', () => {
  for (const list of [
    '203.0.113.0/33',
    '203.0.113.0/',
    'everywhere',
    '10.0.0.0/8 203.0.113.0/24',
    '203.0.113.0/x',
    '::/129',
    '0.0.0.0/-1',
    '1.2.3.4/08',
  ]) {
    expect([list, isWithin('203.0.113.9', `203.0.113.0/24, ${list}`)]).toEqual([list, false]);
  }
});

it('a network of no bits holds all addresses of its kind, and none of the other', () => {
  expect(isWithin('192.0.2.1', '0.0.0.0/0')).toBe(true);
  expect(isWithin('2001:db8::1', '0.0.0.0/0')).toBe(false);
});
