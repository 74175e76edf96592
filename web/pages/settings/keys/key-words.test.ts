/** Scopes as a phrase, and origins as people type them. */
import '../../../base/words/language.ts';
import { describe, expect, test } from 'vitest';
import { originsIn, scopesText } from './key-words.ts';

describe('keys', () => {
  test('scopes read as words', () => {
    expect(scopesText(['events:write', 'read'])).toBe('Sends events\u00a0· Reads numbers');
  });

  test('origins may be typed as hosts or whole addresses', () => {
    expect(originsIn('shop.example\nhttps://www.shop.example/cart, http://localhost:3000')).toEqual([
      'https://shop.example',
      'https://www.shop.example',
      'http://localhost:3000',
    ]);
    expect(originsIn(' \n ')).toEqual([]);
  });
});
