import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const NAMES = ['payment_succeeded', 'payment_failed', 'signup', 'limit', 'GBP'];

test.each([
  ['payment_suceeded', 'payment_succeeded'],
  ['payment.succeeded', 'payment_succeeded'],
  ['PaymentFailed', 'payment_failed'],
  ['sign-up', 'signup'],
  ['limt', 'limit'],
  ['gbp', 'GBP'],
  ['order_completed', undefined],
  ['x', undefined],
  ['', undefined],
  [5, undefined],
  [null, undefined],
])('%j is taken for %j', (text, name) => {
  expect(nearest(text, NAMES)).toBe(name);
});
