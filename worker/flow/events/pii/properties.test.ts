/** What holds for every text: nothing harmless changes, nothing personal stays, scrubbing twice is scrubbing once. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../base/json.ts';
import { passesLuhn } from './cards.ts';
import { scrubPayload, scrubText, type Tokenize } from './scrub.ts';

const tokenize: Tokenize = (kind, normalized) =>
  `${kind}_${createHmac('sha256', 'key').update(normalized).digest('hex').slice(0, 24)}`;
const hashed = (text: string, field = 'note') => scrubText(text, field, 'hash', tokenize);
const redacted = (text: string, field = 'note') => scrubText(text, field, 'redact', tokenize);

const digits = (min: number, max = min) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 8 });
const isoDate = fc.date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
const idField = fc.constantFrom('order_id', 'id', 'invoice_no', 'sku', 'entity_id', 'orderNumber', 'reference');
const anyField = fc.constantFrom('note', 'order_id', 'amount', 'created_at', 'value', 'x', 'total_price');
const cents = fc.integer({ min: 0, max: 1e12 });

describe('harmless values never change', () => {
  const same = (text: string, field: string) => expect(hashed(text, field)).toBe(text);

  it('amounts', () => {
    fc.assert(
      fc.property(cents, anyField, fc.constantFrom('', '-', '$', 'EUR '), (n, field, sign) => {
        same(`${sign}${n}`, field);
        same(sign + (n / 100).toFixed(2), field);
        same(sign + (n / 100).toLocaleString('en-US'), field);
        same(sign + (n / 100).toLocaleString('de-DE'), field);
        expect(scrubPayload({ [field]: n, amount_cents: n }, 'hash', tokenize)).toEqual({
          [field]: n,
          amount_cents: n,
        });
      }),
    );
  });

  it('dates and timestamps', () => {
    fc.assert(
      fc.property(isoDate, anyField, (date, field) => {
        const iso = date.toISOString();
        const day = iso.slice(0, 10);
        const german = `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
        same(iso, field);
        same(iso.replace('Z', '+05:30'), field);
        same(iso.slice(0, 19).replace('T', ' '), field);
        same(`${iso.slice(0, 19).replace('T', ' ')} +0100`, field);
        same(iso.replace(/[-:]|\.\d+/g, ''), field);
        same(iso.replace(/\D/g, '').slice(0, 14), field);
        for (const separator of './- ') same(german.replaceAll('.', separator), field);
        same(`${german} ${iso.slice(11, 19)}`, field);
        same(String(date.getTime()), field);
        same(String(Math.floor(date.getTime() / 1000)), field);
      }),
    );
  });

  it('UUIDs, hashes, prefixed ids', () => {
    fc.assert(
      fc.property(fc.uuid(), digits(6, 19), digits(3, 8), anyField, (uuid, long, short, field) => {
        same(uuid, field);
        same(uuid.replaceAll('-', ''), field);
        for (const id of [`ORD-${long}`, `INV-${short}-${short}`, `ch_${long}`, `A${long}`, `${long}B`])
          same(id, field);
      }),
    );
  });

  it('order ids', () => {
    fc.assert(
      fc.property(digits(5, 20), idField, (id, field) => {
        same(id, field);
        same(`#${id}`, field);
        expect(hashed(`order ${id} was sent`)).toBe(`order ${id} was sent`);
      }),
    );
  });
});

const card = fc
  .tuple(
    fc.constantFrom('4', '51', '55', '2221', '2720', '6011', '65', '3528'),
    digits(15),
    fc.constantFrom('', ' ', '-'),
  )
  .map(([prefix, rest, separator]) => {
    const body = (prefix + rest).slice(0, 15);
    const last = [...'0123456789'].find((digit) => passesLuhn(body + digit))!;
    return (body + last).match(/.{4}/g)!.join(separator);
  });
const email = fc
  .tuple(word, fc.constantFrom('', '.', '+', '_', '-'), word, word, fc.constantFrom('com', 'co.uk', 'com.ar', 'museum'))
  .map(([a, joint, b, host, top]) => `${a}${joint}${b}@${host}.${top}`);
const phone = fc
  .tuple(
    fc.constantFrom(['44', '7911'], ['1', '212'], ['34', '612'], ['52', '55'], ['61', '412'], ['81', '90']),
    digits(3),
    digits(4),
    fc.constantFrom('', ' ', '-', '.'),
  )
  .map(([[country, area], a, b, joint]) => {
    const lengths: Record<string, number> = { '44': 6, '1': 7, '34': 6, '52': 8, '61': 6, '81': 8 };
    const rest = `${a}${b}7`.padEnd(8, '3').slice(0, lengths[country!]!).replace(/^[01]/, '2');
    return `+${[country, area, rest.slice(0, 3), rest.slice(3)].join(joint)}`;
  });
const text = fc
  .array(fc.constantFrom('please', 'hello', 'write', 'tomorrow', 'or', 'día', 'x'), { maxLength: 3 })
  .map((words) => words.join(' '));

describe('personal data never stays', () => {
  it.each([
    ['email', email],
    ['card', card],
    ['phone', phone],
  ] as const)('%s', (kind, value) => {
    fc.assert(
      fc.property(text, value, text, fc.constantFrom('note', 'body', 'message'), (before, pii, after, field) => {
        expect(redacted(`${before} ${pii} ${after}`, field)).toBe(`${before} [${kind}] ${after}`);
        expect(redacted(`${before} (${pii}), ${after}`, field)).toContain(`[${kind}]`);
        expect(redacted(`${before} (${pii}), ${after}`, field)).not.toContain(pii);
      }),
      { numRuns: 300 },
    );
  });

  it('the same person has one token in every spelling', () => {
    fc.assert(
      fc.property(email, phone, card, (mail, number, pan) => {
        const wide = mail.replace('@', '\uff20');
        for (const other of [mail.toUpperCase(), wide]) expect(hashed(other)).toBe(hashed(mail));
        expect(hashed(` ${mail} `).trim()).toBe(hashed(mail));
        const bare = number.replace(/\D/g, '');
        for (const other of [`+${bare}`, `+${bare.slice(0, 4)} ${bare.slice(4)}`])
          expect(hashed(other)).toBe(hashed(number));
        for (const other of [bare, `00${bare}`]) expect(hashed(other, 'phone')).toBe(hashed(number));
        expect(hashed(pan.replace(/\D/g, ''), 'card')).toBe(hashed(pan));
      }),
    );
  });
});

/** Fragments whose neighbourhood is what is hard. */
const fragment = fc.oneof(
  fc.oneof(email, card, phone, word, digits(1, 20)),
  fc.constantFrom(
    '@',
    '%40',
    '%2B',
    '+',
    '(555) 123-4567',
    '555-123-4567',
    '020 7946 0958',
    '00442079460958',
    'phone',
    'card',
  ),
  fc.constantFrom(
    ' ',
    '-',
    '.',
    '(',
    ')',
    '/',
    ':',
    ',',
    '_',
    '"',
    '[',
    ']',
    '=',
    '\u00a0',
    'é',
    '谢',
    '\u200b',
    'ORD-',
    '://',
  ),
);
const mixed = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(''));
const someField = fc.constantFrom('note', 'order_id', 'actor_id', 'phone', 'card', 'amount', '');

describe('scrubbing', () => {
  it('twice is the same as once', () => {
    fc.assert(
      fc.property(fc.oneof(mixed, fc.string({ unit: 'binary' })), someField, (any, field) => {
        for (const scrub of [hashed, redacted]) expect(scrub(scrub(any, field), field)).toBe(scrub(any, field));
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps what the policy keeps, and its input', () => {
    const payload = fc.dictionary(fc.oneof(word, mixed), fc.oneof(mixed, fc.integer(), fc.array(mixed)));
    fc.assert(
      fc.property(payload, (object) => {
        const sent = object as JsonObject;
        const copy = JSON.stringify(sent);
        expect(scrubPayload(sent, 'keep', tokenize)).toBe(sent);
        const once = scrubPayload(sent, 'hash', tokenize);
        expect(scrubPayload(once, 'hash', tokenize)).toBe(once);
        if (JSON.stringify(once) === copy) expect(once).toBe(sent);
        expect(JSON.stringify(sent)).toBe(copy);
      }),
      { numRuns: 500 },
    );
  });

  it('takes linear time on hostile texts of 32 KB', () => {
    const units = [
      'a@',
      '@',
      'a.',
      '"@',
      '%40',
      'a%40b.',
      '1 ',
      '1-',
      'a-1',
      '+1 ',
      '+44 20 ',
      '0044',
      '(555) ',
      '4111 ',
      '://1',
    ];
    units.push(
      'phone 5551234 ',
      'a@b.co',
      '1',
      '(',
      '. ',
      '_1',
      '谢@',
      '20 7946 0958 ',
      '+',
      '555-123-4567-',
      'no ',
      '%2B4',
      '\u200b1',
    );
    for (const unit of units) {
      const hostile = unit.repeat(32_768 / unit.length);
      const started = performance.now();
      for (const field of ['note', 'phone', 'card']) hashed(hostile, field);
      // A quadratic pass takes tens of seconds; a slow machine, well under one.
      expect(performance.now() - started, unit).toBeLessThan(2000);
    }
  });
});
