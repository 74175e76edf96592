import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmac } from './crypto.ts';

it('is what node:crypto makes, for keys and texts of any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 2_000 }), (key, text) => {
      const expected = createHmac('sha256', key).update(text).digest('hex');
      expect(Buffer.from(hmac(key, text)).toString('hex')).toBe(expected);
      expect(Buffer.from(hmac(key, text)).toString('hex')).toBe(expected);
    }),
  );
});
