/** Personal data in every place of an event, under the policy `hash`: it must come back nowhere. */
import { randomInt } from 'node:crypto';
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import type { Reply } from '../../http.ts';
import { type World, withKey } from '../../world.ts';

export const pii: HostileClass = { name: 'pii', least: 68, attempts };

/** What the documentation says is recognised; each call makes another one. */
const KINDS: Record<string, () => string> = {
  'an address': () => `secret${randomInt(1e9)}@private.example`,
  'an address in capitals': () => `Secret.${randomInt(1e9)}+tag@Private.Example`,
  'a phone number': () => `+4915${String(randomInt(1e9)).padStart(9, '2')}`.slice(0, 14),
  'a card number': () => luhn(`411111${String(randomInt(1e9)).padStart(9, '3')}`),
  'a card number in groups': () =>
    luhn(`555555${String(randomInt(1e9)).padStart(9, '3')}`).replaceAll(/(.{4})(?=.)/g, '$1 '),
};

/** Where it stands. */
const PLACES: Record<string, (secret: string) => Record<string, unknown>> = {
  actor_id: (actor_id) => ({ actor_id }),
  actor_type: (actor_type) => ({ actor_type }),
  entity_id: (entity_id) => ({ entity_id }),
  entity_type: (entity_type) => ({ entity_type }),
  session_id: (session_id) => ({ session_id }),
  anonymous_id: (anonymous_id) => ({ anonymous_id }),
  correlation_id: (correlation_id) => ({ correlation_id }),
  idempotency_key: (idempotency_key) => ({ idempotency_key }),
  'a payload': (note) => ({ payload: { note } }),
  'a text of a payload': (secret) => ({ payload: { note: `please call ${secret} today` } }),
  'a deep payload': (secret) => ({ payload: { a: { b: { c: { d: secret } } } } }),
  'a list in a payload': (secret) => ({ payload: { list: ['x', { y: [secret] }] } }),
  'a name in a payload': (secret) => ({ payload: { [secret]: 1 } }),
  'a number’s field': (secret) => ({ payload: { contact: secret, amount_cents: 100, currency: 'GBP' } }),
};

/** Digits alone are an order's number there, which is never mistaken for a card's. */
const IDS = ['actor_type', 'entity_type', 'entity_id', 'session_id', 'correlation_id', 'idempotency_key'];

function* attempts({ base, attacker }: World): Iterable<Attempt> {
  for (const [kind, make] of Object.entries(KINDS)) {
    for (const [place, put] of Object.entries(PLACES)) {
      if (kind === 'a card number' && IDS.includes(place)) continue;
      const secret = make();
      const event = { event_type: 'signup', idempotency_key: crypto.randomUUID(), ...put(secret) };
      yield {
        what: `${kind} as ${place}`,
        send: () => withKey(base, attacker.key, { method: 'POST', path: '/v1/events', body: event }),
        judge: (reply) => readBack(base, attacker.key, reply, secret),
      };
    }
  }
  for (const path of ['/v1/events?limit=200', '/v1/events/chain', '/v1/alerts', '/v1/metrics']) {
    yield {
      what: `GET ${path} after all of it`,
      send: () => withKey(base, attacker.key, { path }),
      judge: ({ text }) => (/private\.example|Private\.Example/.test(text) ? 'shows an address' : undefined),
    };
  }
}

async function readBack(base: string, key: string, reply: Reply, secret: string): Promise<Verdict> {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  if (reply.text.includes(secret)) return `the reply repeats it: ${said(reply)}`;
  const id = reply.body?.results?.[0]?.event_id;
  // Refused: nothing is kept.
  if (!id) return undefined;
  const { text } = await withKey(base, key, { path: `/v1/events/${id}` });
  const bare = (one: string) => one.toLowerCase().replaceAll(/[ ]/g, '');
  return bare(text).includes(bare(secret)) ? 'it is kept as it was sent' : undefined;
}

/** The digits with the one that makes them a card number. */
function luhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
