/** QR codes, held to pictures that an independent decoder has read. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { qrModules, qrPath } from './qr.ts';

const LINK = 'otpauth://totp/Signalbox:ada%40shop.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Signalbox';
const digest = (text: string) =>
  createHash('sha256')
    .update(JSON.stringify(qrModules(text)))
    .digest('hex')
    .slice(0, 16);

test.each([
  ['1', 21, '71f677294baba8bf'],
  [LINK, 37, 'cefce32a52f6810e'],
  [LINK.repeat(5), 77, '6b572955765bcafe'],
])('%s', (text, size, expected) => {
  expect(qrModules(text)).toHaveLength(size);
  expect(digest(text)).toBe(expected);
});

test('a path has one square for every dark module, and what is too long is refused', () => {
  const { path, size } = qrPath(LINK);
  expect(path.match(/M/g)).toHaveLength(qrModules(LINK).flat().filter(Boolean).length);
  expect(size).toBe(37);
  expect(() => qrModules('x'.repeat(859))).toThrow(RangeError);
});
