import { describe, expect, test } from 'vitest';
import { refusalOf } from './outbound-address.ts';

const production = { env: { ENVIRONMENT: 'production', OUTBOUND_ALLOW_LOOPBACK: 'true' } as const };
const development = { env: { ENVIRONMENT: 'development' } as const };
const fakes = { env: { ENVIRONMENT: 'development', OUTBOUND_ALLOW_LOOPBACK: 'true' } as const };

const LOOPBACK = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '127.0.0.1.',
  '127.255.255.254',
  '%31%32%37.0.0.1',
  '１２７.0.0.1',
  '127。0。0。1',
  'localhost',
  'LOCALHOST.',
  'a.localhost',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
];

const PRIVATE = [
  '0.0.0.0',
  '0',
  '10.1.2.3',
  '0xa.1',
  '012.0.0.1',
  '167772161',
  '100.64.0.1',
  '169.254.169.254',
  '0xA9FEA9FE',
  '2852039166',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:8.8.8.8]',
  '[::ffff:0:127.0.0.1]',
  '[::127.0.0.1]',
  '[::a9fe:a9fe]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::1]',
  '[100::1]',
  '[fc00::1]',
  '[fdff:ffff::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001::1]',
  '[2001:1ff::1]',
  '[2001:db8::1]',
  '[2002:7f00:1::]',
  '[3fff:0:1::1]',
  'metadata.google.internal',
  'metadata',
  'router.local',
  'nas.lan',
  'printer.home.arpa',
];

const PUBLIC = [
  'api.resend.com',
  '8.8.8.8',
  '172.32.0.1',
  '11.0.0.1',
  '223.255.255.255',
  'internal.example',
  '[2606:4700::1111]',
  '[2a00:1450::1]',
  '[2001:4860:4860::8888]',
  'xn--bcher-kva.example',
];

describe('an address that somebody gave', () => {
  test.each([...LOOPBACK, ...PRIVATE])('%s is not the public internet', (host) => {
    for (const terms of [production, { ...production, configured: true }, development]) {
      expect(refusalOf(`https://${host}/x`, terms)).toBe('private_address');
    }
    expect(refusalOf(`http://${host}:8080`, production)).toBe('private_address');
  });

  test.each(PUBLIC)('%s may be called', (host) => {
    expect(refusalOf(`https://${host}/x?y#z`, production)).toBeUndefined();
    expect(refusalOf(`https://${host}:8443`, production)).toBeUndefined();
  });

  test.each([
    ['ftp://example.com', 'no_address'],
    ['javascript:alert(1)', 'no_address'],
    ['file:///etc/passwd', 'no_address'],
    ['//example.com', 'no_address'],
    ['https://', 'no_address'],
    ['https://1.2.3.4.5.6.300', 'no_address'],
    ['https://256.1.1.1', 'no_address'],
    ['https://[::1', 'no_address'],
    ['https://exa mple.com', 'no_address'],
    ['', 'no_address'],
    ['https://ann@example.com', 'credentials'],
    ['https://:secret@example.com', 'credentials'],
    ['https://example.com@127.0.0.1', 'credentials'],
    ['http://example.com', 'not_https'],
  ])('%s is refused: %s', (address, refusal) => expect(refusalOf(address, production)).toBe(refusal));

  test('may be an address without encryption in development', () => {
    expect(refusalOf('http://example.com', development)).toBeUndefined();
  });
});

describe('loopback', () => {
  test.each(LOOPBACK)('%s may be called in development where it is allowed or configured', (host) => {
    expect(refusalOf(`http://${host}:9410`, fakes)).toBeUndefined();
    expect(refusalOf(`http://${host}:9410`, { ...development, configured: true })).toBeUndefined();
  });

  test.each(PRIVATE)('is not %s', (host) => {
    expect(refusalOf(`http://${host}`, fakes)).toBe('private_address');
    expect(refusalOf(`http://${host}`, { ...development, configured: true })).toBe('private_address');
  });
});
