import { expect, it } from 'vitest';
import { normalizeEmail } from './email-address.ts';

it.each([
  ['  Ada@Example.COM ', 'ada@example.com'],
  ['ａｄａ＠example.com', 'ada@example.com'],
  ['ada+shop@example.co.uk', 'ada+shop@example.co.uk'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  // A Cyrillic е in the domain is another domain, and shows as one.
  ['ada@еxample.com', 'ada@xn--xample-2of.com'],
  ['\u212Aelvin@example.com', 'kelvin@example.com'],
])('%j is %j', (input, email) => expect(normalizeEmail(input)).toBe(email));

it.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@localhost',
  'ada@127.0.0.1',
  'ada@[::1]',
  'аda@example.com',
  'ad\u0131@example.com',
  'a\u200Bda@example.com',
  'a b@example.com',
  'ada@exa mple.com',
  'ada@example.com/evil',
  'ada@example.com\nbcc: eve@example.com',
  '.ada@example.com',
  'ada..eve@example.com',
  'ada"@example.com',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a'.repeat(64)}.com`,
  'ada@-example.com',
  'ada@example.com.',
])('%j is no address', (input) => expect(normalizeEmail(input)).toBeUndefined());
