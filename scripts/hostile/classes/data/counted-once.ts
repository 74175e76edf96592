/** The same event again and again, alike and changed: it counts once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attempt, type HostileClass, said, type Verdict } from '../../attempt.ts';
import type { Reply } from '../../http.ts';
import { expectOk, type World, withKey } from '../../world.ts';

export const countedOnce: HostileClass = { name: 'counted-once', least: 40, parallel: 1, attempts };

const SETTLED_WITHIN_MS = 10_000;

const EVENT = {
  event_type: 'payment_succeeded',
  idempotency_key: 'once',
  payload: { amount_cents: 500, currency: 'GBP' },
  actor_id: 'a',
};

/** The event as it was, and with something changed. */
const AGAIN: Record<string, unknown> = {
  'the same': EVENT,
  'the same in another order': Object.fromEntries(Object.entries(EVENT).reverse()),
  'the same in a list': [EVENT],
  'the same ten times in a list': Array.from({ length: 10 }, () => EVENT),
  'the same, wrapped': { events: [EVENT, EVENT] },
  'another amount': { ...EVENT, payload: { amount_cents: 501, currency: 'GBP' } },
  'another currency': { ...EVENT, payload: { amount_cents: 500, currency: 'EUR' } },
  'another person': { ...EVENT, actor_id: 'b' },
  'a day': { ...EVENT, occurred_at: '2026-01-01T00:00:00Z' },
  'no person': { ...EVENT, actor_id: undefined },
  'more payload': { ...EVENT, payload: { ...EVENT.payload, note: 'x' } },
  'less payload': { ...EVENT, payload: {} },
};

async function* attempts({ base, victim }: World): AsyncIterable<Attempt> {
  const key = victim.second_key;
  const append = (body: unknown) => withKey(base, key, { method: 'POST', path: '/v1/events', body });
  expectOk('a payment', await append(EVENT));
  for (let round = 0; round < 3; round++) {
    for (const [what, body] of Object.entries(AGAIN)) {
      yield { what: `${what}, round ${round + 1}`, send: () => append(body), judge: counted };
    }
  }
  const others = Array.from({ length: 10 }, (_, i) => ({
    ...EVENT,
    payload: { amount_cents: 600 + i, currency: 'GBP' },
  }));
  const together = async () => (await Promise.all(others.map(append)))[0]!;
  yield { what: 'ten other amounts together', send: together, judge: counted };
  yield* totals(base, key);
}

/** What all of it came to. */
function* totals(base: string, key: string): Iterable<Attempt> {
  for (const [metric, expected] of [
    ['revenue', 500],
    ['payments', 1],
  ] as const) {
    yield {
      what: `${metric} after all of it`,
      send: () => settled(base, key, metric, expected),
      judge: (reply) =>
        reply.body?.total === expected
          ? undefined
          : `${metric} is ${reply.body?.total ?? said(reply)} instead of ${expected}`,
    };
  }
  yield {
    what: 'the list of events after all of it',
    send: () => withKey(base, key, { path: '/v1/events?limit=200' }),
    judge: ({ body }) => (body?.data?.length === 1 ? undefined : `${body?.data?.length} events are kept`),
  };
}

function counted(reply: Reply): Verdict {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  return reply.status < 300 && reply.body?.accepted !== 0 ? `counted again: ${said(reply)}` : undefined;
}

/** The metric once it is what it should be, or at the end of its time. */
async function settled(base: string, key: string, metric: string, expected: number): Promise<Reply> {
  const today = new Date().toISOString().slice(0, 10);
  const path = `/v1/metrics/${metric}?from=2025-12-31&to=${today}&grain=month&currency=GBP`;
  for (const until = Date.now() + SETTLED_WITHIN_MS; ; await sleep(200)) {
    const reply = await withKey(base, key, { path });
    const { total } = reply.body ?? {};
    if (typeof total !== 'number' || total === expected || Date.now() > until) return reply;
  }
}
