import { expect, it } from 'vitest';
import { isHashedKey } from './key-form.ts';

it.each([
  'ana@example.com',
  'signup:ana@example.com',
  'ana﹫example.com',
  '+44 20 7946 0958',
  '+447946095812',
  '020 7946 0958',
  '(555) 123-4567',
  '4111 1111 1111 1111',
  '4111111111111111',
  'a\u0000b',
  '#hash',
  'x'.repeat(65),
])('%j is remembered as its hash', (key) => expect(isHashedKey(key)).toBe(true));

it.each([
  'invoice:536365',
  '536365',
  'order-1001',
  '0193f2c0-1c2d-7a3b-8c4d-5e6f708192a3',
  'evt_3Mmlr2eZvKYlo2C1',
  '1719830412345',
  '4111111111111112',
  '12-34',
  'x'.repeat(64),
])('%j is remembered as it is', (key) => expect(isHashedKey(key)).toBe(false));
