import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('where a sign-in may lead', () => {
  it.each(['/', '/alerts?alert=alr_1#top', '/rules/a%2Fb', '/a//b'])('leads to %s', (next) => {
    expect(ownPath(next)).toBe(next);
  });

  it.each([
    undefined,
    '',
    'settings',
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/%09/evil.test'.replace('%09', '\t'),
    '/.//evil.test',
    '/a/..//evil.test',
    '\\\\evil.test',
    'javascript:alert(1)',
    '/\u0000',
  ])('does not lead to %j', (next) => {
    expect(ownPath(next)).toBeUndefined();
  });

  it('never leads to another site, whatever it is made of', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '\t',
      '\n',
      '\r',
      ' ',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%09',
      'evil.test',
      'http:',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = ownPath(`/${parts.join('')}`);
        if (path === undefined) return;
        expect(new URL(path, 'https://signalbox.test/sign-in').origin).toBe('https://signalbox.test');
        expect(ownPath(path)).toBe(path);
      }),
      { numRuns: 5_000 },
    );
  });
});
