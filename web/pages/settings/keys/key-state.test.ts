/** The state of keys, and origins as people type them. */
import { describe, expect, test } from 'vitest';
import type { ApiKey } from '../../../account/api.ts';
import { keyState, originsIn, scopesText } from './key-state.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const key = (times: Partial<ApiKey>): ApiKey => ({ revoked_at: null, ...times }) as ApiKey;

describe('keys', () => {
  test('a key is active, about to end, or over', () => {
    expect(keyState(key({}), NOW)).toBe('active');
    expect(keyState(key({ revoked_at: '2026-11-20T11:59:59Z' }), NOW)).toBe('revoked');
    expect(keyState(key({ revoked_at: '2026-11-20T12:00:03Z' }), NOW)).toBe('revoked');
    expect(keyState(key({ expires_at: '2026-11-20T12:00:00Z' }), NOW)).toBe('expired');
    expect(keyState(key({ expires_at: '2026-11-21T00:00:00Z' }), NOW)).toBe('expiring');
  });

  test('scopes read as a phrase', () => {
    expect(scopesText(['events:write', 'read'])).toBe('Sends events, reads numbers');
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
