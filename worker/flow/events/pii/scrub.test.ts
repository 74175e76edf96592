/** What is personal data and what is not, as tables; and what scrubbing promises about payloads. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../base/json.ts';
import { scrubPayload, scrubText, type Tokenize } from './scrub.ts';

const redacted = (text: string, field = 'note') => scrubText(text, field, 'redact', tokenize);
const tokenize: Tokenize = (kind, normalized) => `<${kind}:${normalized}>`;
const hashed = (text: string, field = 'note') => scrubText(text, field, 'hash', tokenize);

describe('e-mail addresses', () => {
  it.each([
    ['ana@example.com', '<email:ana@example.com>'],
    ['  Ana@Example.COM ', '  <email:ana@example.com> '],
    ['mail ana@x.com now', 'mail <email:ana@x.com> now'],
    ['Ana Díaz <ana.diaz+news@mail.example.co.uk>, hi', 'Ana Díaz <<email:ana.diaz+news@mail.example.co.uk>>, hi'],
    ['write to ana@example.com.', 'write to <email:ana@example.com>.'],
    ['mailto:ana@example.com?subject=x', 'mailto:<email:ana@example.com>?subject=x'],
    ['ana@example.com;bob@example.org', '<email:ana@example.com>;<email:bob@example.org>'],
    ['{"mail":"o\'brien@example.ie"}', '{"mail":"<email:o\'brien@example.ie>"}'],
    ['ana＠example.com', '<email:ana@example.com>'],
    ['ＡＮＡ＠ｅｘａｍｐｌｅ．ｃｏｍ', '<email:ana@example.com>'],
    ['josé@münchen.de', '<email:josé@xn--mnchen-3ya.de>'],
    ['jose@xn--mnchen-3ya.de', '<email:jose@xn--mnchen-3ya.de>'],
    ['用户@例子.广告', '<email:用户@xn--fsqu00a.xn--4rr70v>'],
    ['иван@почта.рф', '<email:иван@xn--80a1acny.xn--p1ai>'],
    ['请联系ana@example.com谢谢', '请联系<email:ana@example.com>谢谢'],
    ['메일은 ana@example.kr입니다', '메일은 <email:ana@example.kr>입니다'],
    ['ana\u200b@example.com', '<email:ana@example.com>'],
    ['"ana lopez"@example.com', '<email:ana lopez@example.com>'],
    ['https://s.co/u?email=ana%40example.com&x=1', 'https://s.co/u?email=<email:ana@example.com>&x=1'],
    ['to%3Dana%2Bshop%40example.com%26x', 'to%3D<email:ana+shop@example.com>%26x'],
    ['x@163.com', '<email:x@163.com>'],
    ['5491123456789@s.whatsapp.net', '<email:5491123456789@s.whatsapp.net>'],
    ['_ana_@example.com', '<email:_ana_@example.com>'],
    ['user@example.com_old', '<email:user@example.com>_old'],
    ['ana@example.com-0.97', '<email:ana@example.com>-0.97'],
    ['ana@example.com-v1.2.3', '<email:ana@example.com>-v1.2.3'],
    ['ana@mail.com-pany.de', '<email:ana@mail.com-pany.de>'],
  ])('%s', (text, expected) => expect(hashed(text)).toBe(expected));

  it.each([
    '@ana',
    'thanks @ana.lopez!',
    '@scope/pkg@1.2.3',
    'react@18.2.0-beta.rc',
    'user@host',
    'root@localhost:22',
    'ana@192.168.0.1',
    'logo@2x.png',
    'https://tiktok.com/@ana.lopez/video/7301234567890123456',
    'https://maps.google.com/@40.7127,-74.0059,15z',
    'https://user@example.com/path',
    'postgres://app:s3cret@db.example.com:5432/x',
    'git@github.com:org/repo.git',
    '5 @ 3.50',
    'a@b.c',
    '100%40',
  ])('not: %s', (text) => expect(hashed(text)).toBe(text));
});

describe('card numbers', () => {
  it.each([
    ['4111 1111 1111 1111', 'note', '4111111111111111'],
    ['4111-1111-1111-1111', 'note', '4111111111111111'],
    ['4111111111111111', 'note', '4111111111111111'],
    ['5555 5555 5555 4444', 'note', '5555555555554444'],
    ['2223003122003222', 'note', '2223003122003222'],
    ['3782 822463 10005', 'note', '378282246310005'],
    ['371449635398431', 'comment', '371449635398431'],
    ['6011 1111 1111 1117', 'note', '6011111111111117'],
    ['3530 1113 3330 0000', 'note', '3530111333300000'],
    ['3056 930902 5904', 'note', '30569309025904'],
    ['38520000023237', 'note', '38520000023237'],
    ['6200 0000 0000 0005', 'note', '6200000000000005'],
    ['6759 6498 2643 8453', 'note', '6759649826438453'],
    ['4222 2222 2222 2', 'note', '4222222222222'],
    ['4222222222222', 'card_number', '4222222222222'],
    ['6304000000000000', 'cardNumber', '6304000000000000'],
    ['４１１１ １１１１ １１１１ １１１１', 'note', '4111111111111111'],
    ['4111\u00a01111\u00a01111\u00a01111', 'note', '4111111111111111'],
    ['4111–1111–1111–1111', 'note', '4111111111111111'],
    ['4111 1111 1111 1111', 'actor_id', '4111111111111111'],
    ['4111111111111111', 'actor_id', '4111111111111111'],
    ['378282246310005', 'anonymous_id', '378282246310005'],
    ['4111-1111-1111-1111', 'order_id', '4111111111111111'],
  ])('%s in %s', (text, field, digits) => expect(hashed(text, field)).toBe(`<card:${digits}>`));

  it.each([
    ['paid with 4111 1111 1111 1111 12/29 123', 'paid with [card] 12/29 123'],
    ['qty 3 4111 1111 1111 1111', 'qty 3 [card]'],
    ['4111 1111 1111 1111 5555 5555 5555 4444', '[card] [card]'],
    ['card:4222222222222.', 'card:[card].'],
    ['{"pan":"4111111111111111"}', '{"pan":"[card]"}'],
  ])('inside: %s', (text, expected) => expect(redacted(text)).toBe(expected));

  it.each([
    ['4111111111111111', 'order_id'],
    ['4111111111111112', 'note'],
    ['4111 1111 1111 1112', 'card_number'],
    ['Order 4539578763621486 shipped', 'note'],
    ['https://shop.com/p/4111111111111111', 'url'],
    ['0.4111111111111111', 'note'],
    ['4111111111111111.25', 'note'],
    ['ch_4111111111111111', 'note'],
    ['4111111111111111abc', 'note'],
    ['5678901234567', 'note'],
    ['4006381333931', 'note'],
    ['9781402894626', 'note'],
    ['DE89 3704 0044 0532 0130 00', 'note'],
    ['9400 1000 0000 0000 0000 00', 'note'],
    ['490154203237518', 'device'],
    ['612345678901234567', 'note'],
    ['1750000000000000000', 'note'],
    ['GPA.3312-1234-5678-90123', 'note'],
    ['114-1234567-1234567', 'note'],
  ])('not: %s in %s', (text, field) => expect(hashed(text, field)).toBe(text));
});

describe('phone numbers', () => {
  it.each([
    ['+44 20 7946 0958', 'note', '442079460958'],
    ['+44 (0)20 7946 0958', 'note', '442079460958'],
    ['(+44) 20 7946 0958', 'note', '442079460958'],
    ['+442079460958', 'actor_id', '442079460958'],
    ['+44 20 7946 0958', 'actor_id', '442079460958'],
    ['+1 (555) 123-4567', 'note', '15551234567'],
    ['+1-212-555-0123', 'note', '12125550123'],
    ['+1 555 0100', 'note', '15550100'],
    ['+1234567890', 'note', '1234567890'],
    ['+52 1 55 1234 5678', 'note', '5215512345678'],
    ['+54 9 11 2345-6789', 'note', '5491123456789'],
    ['+55 11 98765-4321', 'note', '5511987654321'],
    ['+49 (0) 30 1234567', 'note', '49301234567'],
    ['+33 6 12 34 56 78', 'note', '33612345678'],
    ['+86 138 1234 5678', 'note', '8613812345678'],
    ['+91 98765 43210', 'note', '919876543210'],
    ['+971 50 123 4567', 'note', '971501234567'],
    ['＋４４　２０　７９４６　０９５８', 'note', '442079460958'],
    ['+٩٧١ ٥٠ ١٢٣ ٤٥٦٧', 'note', '971501234567'],
    ['\u202a+44 20 7946 0958\u202c', 'phone', '442079460958'],
    ['0044 20 7946 0958', 'note', '442079460958'],
    ['00442079460958', 'note', '442079460958'],
    ['00442079460958', 'mobile', '442079460958'],
    ['(555) 123-4567', 'note', '5551234567'],
    ['(555) 123-4567', 'actor_id', '5551234567'],
    ['555-123-4567', 'note', '5551234567'],
    ['555.123.4567', 'note', '5551234567'],
    ['1-800-555-0199', 'note', '18005550199'],
    ['(11) 98765-4321', 'note', '11987654321'],
    ['(011) 4567-8901', 'note', '01145678901'],
    ['020 7946 0958', 'note', '02079460958'],
    ['07700 900123', 'note', '07700900123'],
    ['06 12 34 56 78', 'note', '0612345678'],
    ['06.12.34.56.78', 'note', '0612345678'],
    ['090-1234-5678', 'note', '09012345678'],
    ['0412 345 678', 'note', '0412345678'],
    ['5551234', 'phone', '5551234'],
    ['5551234567', 'customerPhone', '5551234567'],
    ['5551234567', 'contact_number', '5551234567'],
    ['1145678901', 'whatsapp', '1145678901'],
    ['5491123456789', 'wa_id', '5491123456789'],
    ['442079460958', 'msisdn', '442079460958'],
    ['030/1234567', 'tel', '0301234567'],
    ['98765 43210', 'contact_phone_number', '9876543210'],
    ['555 1234', 'Fax', '5551234'],
    ['612345678', 'teléfono', '612345678'],
  ])('%s in %s', (text, field, digits) => {
    expect(hashed(text, field).replace(/^\u202a|\u202c$/g, '')).toBe(`<phone:${digits}>`);
  });

  it.each([
    ['call me at 5551234567 please', 'call me at [phone] please'],
    ['phone: 5551234567, order: 5678901234567', 'phone: [phone], order: 5678901234567'],
    ['https://wa.me/5491123456789?text=hi', 'https://wa.me/[phone]?text=hi'],
    ['x?phone=%2B447911123456&y=1', 'x?phone=[phone]&y=1'],
    ['{"phone":"5551234567","order_id":"5551234567"}', '{"phone":"[phone]","order_id":"5551234567"}'],
    ['+44 20 7946 0958 / +1 212 555 0123', '[phone] / [phone]'],
    ['电话+8613812345678请', '电话[phone]请'],
    ['+1 212 555 0123 x45', '[phone] x45'],
    ['ana@example.com (555) 123-4567 4111 1111 1111 1111', '[email] [phone] [card]'],
    ['555-123-4567 4111 1111 1111 1111', '[phone] [card]'],
  ])('inside: %s', (text, expected) => expect(redacted(text)).toBe(expected));

  it('reads two numbers of a phone field apart', () => {
    expect(redacted('5551234567 / 5559876543', 'phones')).toBe('[phone] / [phone]');
    expect(redacted('Tel-5551234567', 'phone')).toBe('[phone]'.padStart(11, 'Tel-'));
  });
});

describe('ids, amounts and dates stay as they are', () => {
  const bare =
    '536365 ORD-2024-000123 INV-20240101-0001 5678901234 5678901234567 1234567890123456 123456789012345678 ' +
    '550e8400-e29b-41d4-a716-446655440000 12345678-1234-4234-8234-123456789012 d41d8cd98f00b204e9800998ecf8427e ' +
    '01ARZ3NDEKTSV4RRFFQ69G5FAV ch_3MmlrLKZ2eZvKYlo2C cus_17850 1234567.89 1,234,567.00 1.234.567,00 -1234567.89 ' +
    '+1234567.89 $1234567.89 2011-12-09 20111209 09-12-2011 09.12.2011 09/12/2011 2011-12-09T08:26:00+01:00 ' +
    '20111209T082600Z 20111209082600 1323419160 1323419160000 192.168.100.200 203.0.113.42 10.15.7 85123A ' +
    '4006381333931 978-3-16-148410-0 0-306-40615-2 40.712776,-74.005974 -74.00597413 1Z999AA10123456784 ' +
    'RR123456789GB EC1A1BB 90210-1234 2001:db8::ff00:42:8329 v2024.01.15.1234 #536365 ' +
    '1-2-3-4-5-6-7-8-9 email_123456789012345678901234';
  const spaced = [
    '2011-12-09 08:26:00',
    '2011-12-09 08:26:00 +0100',
    '09-12-2011 08:26',
    '9 Dec 2011 08:26',
    '1 234 567,00',
    '1 234 567 890.50',
    'Order 5678901234567 shipped on 2011-12-09',
    'Invoice no. 00442079460958',
    '(2011) 1234-5678',
    'Widget (12) 345678',
    '3 x 12 = 36, total 1299.00 EUR',
    '2011-12-09 2011-12-10',
    '10 20 30 40 50 60 70',
  ];
  const fields = ['note', 'order_id', 'entity_id', 'amount', 'created_at', 'sku'];
  const rows = [...bare.split(' '), ...spaced].flatMap((text) => fields.map((field) => [text, field] as const));
  it.each(rows)('%s in %s', (text, field) => expect(hashed(text, field)).toBe(text));

  it.each([
    ['phone_number_id', '106540352242922'],
    ['phone_verified_at', '20111209082600'],
    ['hotel', '5551234567'],
    ['mobile_sessions', '1234567'],
    ['number_of_calls', '12345678'],
    ['delta', '+12345678901'],
    ['amount', '+44201234567'],
    ['order_number', '4111111111111111'],
    ['invoiceNo', '555-123-4567'],
    ['actor_id', '5551234567'],
    ['session_id', '020 7946 0958'],
  ])('%s: %s', (field, text) => expect(hashed(text, field)).toBe(text));
});

describe('payloads', () => {
  const scrub = (payload: JsonObject, policy: 'hash' | 'redact' | 'keep' = 'redact') =>
    scrubPayload(payload, policy, tokenize);

  it('gives back the same object when nothing changed', () => {
    const payload = { amount_cents: 123456789012, currency: 'EUR', items: [{ sku: '85123A', at: '2011-12-09' }] };
    expect(scrub(payload)).toBe(payload);
    expect(scrub(payload, 'keep')).toBe(payload);
  });

  it('never changes its input and keeps untouched parts', () => {
    const payload = { a: { b: 1 }, list: ['x', 'ana@example.com'], c: { mail: 'bob@example.com' } };
    const copy = structuredClone(payload);
    const result = scrub(payload);
    expect(payload).toEqual(copy);
    expect(result).toEqual({ a: { b: 1 }, list: ['x', '[email]'], c: { mail: '[email]' } });
    expect(result.a).toBe(payload.a);
  });

  it('scrubs keys and keeps keys apart that become alike', () => {
    expect(scrub({ 'ana@example.com': 3, n: 1 })).toEqual({ '[email]': 3, n: 1 });
    expect(scrub({ 'ana@example.com': 1, '[email]': 2, 'bob@example.com': 3 })).toEqual({
      '[email]': 1,
      '[email]_2': 2,
      '[email]_3': 3,
    });
  });

  it('treats __proto__ as data', () => {
    const payload = JSON.parse('{"__proto__":{"mail":"ana@example.com"},"x":"ana@example.com"}') as JsonObject;
    const result = scrub(payload);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"mail":"[email]"},"x":"[email]"}');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  it('reads numbers by the name of their field', () => {
    const phones = { phone: 5551234567, mobile_number: 447911123456, wa: { number: 5491123456789 } };
    expect(scrub(phones)).toEqual({ phone: '[phone]', mobile_number: '[phone]', wa: { number: '[phone]' } });
    expect(scrub({ card: 4111111111111111, pan: 4111111111111112 })).toEqual({ card: '[card]', pan: 4111111111111112 });
    const ids = { order: 4111111111111111, value: 4111111111111111, at: 1323419160000, phone_calls: 12345678 };
    expect(scrub(ids)).toBe(ids);
  });

  it('hands the name of an array and of a parent down', () => {
    expect(scrub({ phones: ['5551234567', { number: '5551234568' }] })).toEqual({
      phones: ['[phone]', { number: '[phone]' }],
    });
    expect(scrub({ order: { number: '5551234567' } })).toEqual({ order: { number: '5551234567' } });
  });

  it('drops what is nested deeper than validation allows', () => {
    let payload: JsonObject = { mail: 'ana@example.com' };
    for (let depth = 0; depth < 10_000; depth++) payload = { payload };
    expect(JSON.stringify(scrub(payload))).not.toContain('ana@');
  });
});
