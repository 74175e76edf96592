/** Events that never happened: money by publishable keys, amounts and dates that are none. */
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import type { Reply } from '../../http.ts';
import { type World, withKey } from '../../world.ts';

export const forgedEvents: HostileClass = { name: 'forged-events', least: 200, attempts };

const MONEY = ['payment_succeeded', 'payment_failed', 'refund_issued', 'subscription_started', 'subscription_canceled'];
const AMOUNTS = [
  '"100"',
  '1.5',
  '-1',
  '1e13',
  'NaN',
  'Infinity',
  '1e400',
  'true',
  '[100]',
  'null',
  '{}',
  '"1e3"',
  '0.1',
  '-0.5',
  '9007199254740993000',
];
const CURRENCIES = ['"XXQ"', '"gbp"', '"EURO"', '""', '1', 'null', '["GBP"]', '"£"', '"GBP "'];
const DATES = [
  '"2999-01-01T00:00:00Z"',
  '"1999-12-31T23:59:59Z"',
  '"2026-01-01T00:00:00"',
  '"yesterday"',
  '1700000000',
  '"2026-02-30T00:00:00Z"',
  '"275760-09-14T00:00:00Z"',
  '"2026-13-01T00:00:00Z"',
  '"2026-01-01"',
  'null',
  '"+002026-01-01T00:00:00Z"',
  '""',
];
const TYPES = [
  '"payment"',
  '"PAYMENT_SUCCEEDED"',
  '"custom.x"',
  '"custom.Shop.x"',
  '"custom..x"',
  '"custom.a.b.c.d"',
  '1',
  'null',
  '""',
  '"__proto__"',
  '"custom.a.é"',
];
const KEYS = ['""', `"${'x'.repeat(201)}"`, '1', 'null', '[]'];
const FIELDS = [
  '"actor_id":1',
  `"actor_id":"${'x'.repeat(201)}"`,
  '"schema_version":2',
  '"received_at":"2020-01-01T00:00:00Z"',
  '"source":"operator"',
  '"payload":[]',
  '"payload":"x"',
  '"payload":null',
  '"tenant_id":"x"',
  '"unknown":1',
];

function* attempts({ base, victim }: World): Iterable<Attempt> {
  const send = (key: string, body: string) =>
    withKey(base, key, { method: 'POST', path: '/v1/events', body, headers: { origin: base } });
  for (const type of MONEY) {
    for (const source of ['', ',"source":"server"', ',"source":"webhook"', ',"source":"manual"', ',"source":"sdk"']) {
      const one = `{"event_type":"${type}","idempotency_key":"${crypto.randomUUID()}","payload":{"amount_cents":100,"currency":"GBP"}${source}}`;
      for (const [form, body] of Object.entries({ bare: one, listed: `[${one}]`, wrapped: `{"events":[${one}]}` })) {
        yield {
          what: `${type}${source} by a publishable key, ${form}`,
          send: () => send(victim.publishable_key, body),
          judge: taken,
        };
      }
    }
  }
  for (const [what, one] of malformed()) {
    yield { what, send: () => send(victim.key, one), judge: taken };
    yield { what: `${what}, in a list`, send: () => send(victim.key, `[${one}]`), judge: taken };
  }
  for (const source of ['server', 'webhook', 'manual']) {
    yield {
      what: `an event of a page that says it comes from ${source}`,
      send: () =>
        send(
          victim.publishable_key,
          `{"event_type":"signup","idempotency_key":"${crypto.randomUUID()}","source":"${source}"}`,
        ),
      judge: async (reply) => {
        const id = reply.body?.results?.[0]?.event_id;
        if (!id) return reply.status >= 500 ? said(reply) : undefined;
        const { body } = await withKey(base, victim.key, { path: `/v1/events/${id}` });
        return body?.source === 'sdk' ? undefined : `it is kept as ${body?.source}`;
      },
    };
  }
  yield {
    what: 'all of it together is no revenue',
    send: () => revenue(base, victim.key),
    judge: (reply) => sumIs(reply, victim.amount),
  };
}

/** Each is one event with one thing wrong. */
function* malformed(): Iterable<[string, string]> {
  const event = (fields: string, key = `"${crypto.randomUUID()}"`, type = '"payment_succeeded"') =>
    `{"event_type":${type},"idempotency_key":${key}${fields}}`;
  for (const amount of AMOUNTS)
    yield [`an amount of ${amount}`, event(`,"payload":{"amount_cents":${amount},"currency":"GBP"}`)];
  for (const currency of CURRENCIES)
    yield [`a currency ${currency}`, event(`,"payload":{"amount_cents":100,"currency":${currency}}`)];
  for (const date of DATES) yield [`a date ${date}`, event(`,"occurred_at":${date}`, undefined, '"signup"')];
  for (const type of TYPES) yield [`a type ${type}`, event('', undefined, type)];
  for (const key of KEYS) yield [`a key ${key.slice(0, 10)}`, event('', key, '"signup"')];
  for (const field of FIELDS) yield [`a field ${field.slice(0, 30)}`, event(`,${field}`, undefined, '"signup"')];
  for (const payload of [
    '{}',
    '{"amount_cents":100}',
    '{"currency":"GBP"}',
    '{"amount_cents":100,"currency":"GBP","amount_cents":-5}',
  ]) {
    yield [`money of ${payload}`, event(`,"payload":${payload}`)];
  }
}

/** Whether an event got in that should not have. */
function taken(reply: Reply): Verdict {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  if (reply.status >= 400) return undefined;
  return reply.body?.accepted === 0 ? undefined : `accepted: ${said(reply)}`;
}

function revenue(base: string, key: string): Promise<Reply> {
  const today = new Date().toISOString().slice(0, 10);
  return withKey(base, key, { path: `/v1/metrics/revenue?from=2017-01-01&to=${today}&grain=month&currency=GBP` });
}

function sumIs(reply: Reply, amount: number): Verdict {
  const total = reply.body?.total;
  return total === amount || total === 0 ? undefined : `revenue is ${total ?? said(reply)} instead of ${amount}`;
}
