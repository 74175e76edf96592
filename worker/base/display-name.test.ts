import { describe, expect, it } from 'vitest';
import { displayName } from './display-name.ts';

const Name = displayName(40);

describe('names that others read', () => {
  it.each(['Ada', 'Booking.com', 'Ünal & Söhne', '株式会社', 'محمد', '👩‍🚀 Space', 'می‌خواهم', "O'Neil / Partner"])(
    'takes %s',
    (name) => {
      expect(Name.parse(` ${name} `)).toBe(name.normalize());
    },
  );

  it.each([
    ['nothing', '  '],
    ['a NUL', 'Ada\u0000'],
    ['a line break', 'Ada\nBcc: all@example.com'],
    ['a turn of direction', 'Ada\u202emoc.live'],
    ['an isolate', '\u2066Ada\u2069'],
    ['an invisible space', 'A\u200bda'],
    ['half a character', 'Ada\ud800'],
    ['an address', 'Claim at https://evil.test'],
    ['an address without a scheme', 'www.evil.test'],
    ['too much', 'x'.repeat(41)],
  ])('refuses %s', (_, name) => {
    expect(Name.safeParse(name).success).toBe(false);
  });
});
