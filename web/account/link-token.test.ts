/** Links from mails. */
import { describe, expect, test } from 'vitest';
import { behindHash, tokenIn } from './link-token.ts';

describe('links', () => {
  test('a token is read from behind the # or from the query', () => {
    expect(tokenIn('https://signalbox.test/reset-password#token=abc%2B1')).toBe('abc+1');
    expect(tokenIn('https://signalbox.test/invitation?token=xyz')).toBe('xyz');
    expect(tokenIn('https://signalbox.test/invitation#token=')).toBeUndefined();
    expect(tokenIn('https://signalbox.test/invitation')).toBeUndefined();
  });

  test('a token in the query moves behind the #', () => {
    expect(behindHash('https://signalbox.test/join?token=xyz&lang=it')).toBe('/join?lang=it#token=xyz');
    expect(behindHash('https://signalbox.test/join#token=abc&lang=it')).toBe('/join#token=abc&lang=it');
    expect(behindHash('https://signalbox.test/join')).toBe('/join');
  });
});
