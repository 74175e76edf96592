/** Links from mails. */
import { describe, expect, test } from 'vitest';
import { tokenIn } from './link-token.ts';

describe('links', () => {
  test('a token is read from behind the # or from the query', () => {
    expect(tokenIn('https://signalbox.test/reset-password#token=abc%2B1')).toBe('abc+1');
    expect(tokenIn('https://signalbox.test/invitation?token=xyz')).toBe('xyz');
    expect(tokenIn('https://signalbox.test/invitation#token=')).toBeUndefined();
    expect(tokenIn('https://signalbox.test/invitation')).toBeUndefined();
  });
});
