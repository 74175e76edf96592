/** The library's QR codes, held to the form that an independent decoder has read the same text from. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { qrCode } from './qr.ts';

const LINK = 'otpauth://totp/Signalbox:ada%40shop.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Signalbox';

test.each([
  ['1', 21, '42f63cdef4d97948'],
  [LINK, 37, 'a442e07d0e2f2770'],
])('%s', (text, size, digest) => {
  const code = qrCode(text);
  expect(code.size).toBe(size);
  expect(createHash('sha256').update(code.path).digest('hex').slice(0, 16)).toBe(digest);
});
