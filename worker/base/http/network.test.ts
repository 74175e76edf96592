import { expect, it } from 'vitest';
import { networkOf } from './network.ts';

it('counts an IPv6 address by its /64, an IPv4 address as it is', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('2001:DB8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8::6')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
  expect(networkOf('2001:db8:1:2::')).toBe('2001:db8:1:2');
  expect(networkOf('')).toBe('');
});
