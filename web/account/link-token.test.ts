/** Links from mails, and where a sign-in may lead. */
import { describe, expect, test } from 'vitest';
import { safeNext, tokenIn } from './link-token.ts';

describe('links', () => {
  test('a token is read from behind the # or from the query', () => {
    expect(tokenIn('https://signalbox.test/reset-password#token=abc%2B1')).toBe('abc+1');
    expect(tokenIn('https://signalbox.test/invitation?token=xyz')).toBe('xyz');
    expect(tokenIn('https://signalbox.test/invitation#token=')).toBeUndefined();
    expect(tokenIn('https://signalbox.test/invitation')).toBeUndefined();
  });

  test('a sign-in leads to paths of this site only', () => {
    expect(safeNext('/settings/keys?project=prj_1')).toBe('/settings/keys?project=prj_1');
    for (const next of [undefined, '', 'https://evil.test', '//evil.test', '/\\evil.test', 'settings']) {
      expect(safeNext(next)).toBe('/');
    }
  });
});
