/** Whom an event is about, in the payloads that shops really send, and what never becomes a link. */
import { describe, expect, test } from 'vitest';
import { contactOf, hrefOf } from './contact.ts';

const of = (payload: Record<string, unknown>, actor_id?: string) =>
  contactOf({ payload, ...(actor_id && { actor_id }) });
const token = 'email_7adf8b286a41f76d6e30fb04';

describe('contacts', () => {
  test('are found by the usual names of fields, however they are written', () => {
    expect(of({ Name: 'Ana Ruiz', 'e-mail': 'ana@shop.example', phone_number: '+44 20 7946 0000' })).toEqual({
      name: 'Ana Ruiz',
      email: { text: 'ana@shop.example', hidden: false },
      phone: { text: '+44 20 7946 0000', hidden: false },
    });
    expect(of({ firstName: 'Ana', last_name: 'Ruiz' }).name).toBe('Ana Ruiz');
    expect(of({ customer: { full_name: 'Ana Ruiz', Email: 'ana@shop.example' } }).email?.text).toBe('ana@shop.example');
    expect(of({ mobile: 447700900123 }).phone?.text).toBe('447700900123');
  });

  test('an id that is an address is one', () => {
    expect(of({}, 'ana@shop.example').email).toEqual({ text: 'ana@shop.example', hidden: false });
    expect(of({}, token).email).toEqual({ text: token, hidden: true });
    expect(of({}, 'cus_17850')).toEqual({});
  });

  test('tokens of the privacy policy are hidden addresses', () => {
    for (const text of [token, '[email]']) {
      const { email } = of({ email: text });
      expect(email).toEqual({ text, hidden: true });
      expect(hrefOf('email', email!)).toBeUndefined();
    }
    expect(of({ phone: '[phone]' }).phone?.hidden).toBe(true);
  });

  test('nothing is invented', () => {
    expect(of({})).toEqual({});
    expect(of({ name: '  ', email: null, customer: 'cus_1', phone: {} })).toEqual({});
    expect(of({ name: 'ana@shop.example' }).name).toBeUndefined();
  });

  test('only real addresses become links, and none smuggles anything in', () => {
    const link = (text: string) => hrefOf('email', { text, hidden: false });
    expect(link('ana+x@shop.example')).toBe('mailto:ana%2Bx@shop.example');
    for (const bad of ['ana', 'a@b', 'a@b.c?cc=x@y.z', 'a@b.c,d@e.f', 'javascript:alert(1)@x.y', 'a b@c.de']) {
      expect(link(bad)).toBeUndefined();
    }
    expect(hrefOf('phone', { text: '+44 (20) 7946-0000', hidden: false })).toBe('tel:+442079460000');
    expect(hrefOf('phone', { text: 'ask', hidden: false })).toBeUndefined();
  });
});
