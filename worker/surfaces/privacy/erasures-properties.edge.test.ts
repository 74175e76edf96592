import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS } from '../../shared/durations.ts';
import { heldBy, listAll } from '../../testing/faults.ts';
import { checkChain, rawText } from '../../testing/privacy.ts';
import { operate, type Seed, seedTenant, until } from '../../testing/seed.ts';

/** What each of the people brings into their events; nobody's marks are part of another's. */
const PEOPLE = ['zuriel', 'quilla', 'fenwick', 'oxbow'].map((name) => ({
  name,
  actor_id: `actor-${name}-1`,
  anonymous_id: `anon-${name}-2`,
  email: `${name}@mail.example`,
}));
type Mark = 'actor_id' | 'anonymous_id' | 'email';

const event = fc.record({
  person: fc.nat(PEOPLE.length - 1),
  mark: fc.constantFrom<Mark>('actor_id', 'anonymous_id', 'email'),
  event_type: fc.constantFrom('payment_succeeded', 'refund_issued', 'signup', 'session_started', 'custom.shop.visit'),
  amount: fc.nat(1e9),
  currency: fc.constantFrom('GBP', 'JPY'),
  minutes: fc.nat(6 * 24 * 60),
  words: fc.array(fc.constantFrom('"quoted"', '\\', 'ünï', '}', ',', '[', 'null'), { maxLength: 4 }),
  source: fc.constantFrom('sdk', 'server', 'webhook'),
  key: fc.constantFrom('plain', 'named', 'long', 'marked', 'control', 'mail', 'phone'),
  batch: fc.boolean(),
});
type Draft = typeof event extends fc.Arbitrary<infer T> ? T : never;

let counter = 0;
const now = Date.now();

function written(draft: Draft): Record<string, unknown> {
  const { name, actor_id, anonymous_id, email } = PEOPLE[draft.person]!;
  const marks = { actor_id: { actor_id }, anonymous_id: { anonymous_id }, email: {} }[draft.mark];
  const text = `${draft.words.join(' ')} ${name}`;
  const money = { amount_cents: draft.amount, currency: draft.currency };
  return {
    event_type: draft.event_type,
    idempotency_key: keyOf(draft, name, email),
    occurred_at: new Date(now - draft.minutes * 60_000).toISOString(),
    source: draft.source,
    ...marks,
    payload: {
      ...(draft.event_type === 'signup' ? {} : money),
      deep: [{ text, ...(draft.mark === 'email' ? { mail: email } : {}) }],
    },
  };
}

/** Keys in clear, and each kind that is stored hashed from the start. */
function keyOf({ key, words }: Draft, name: string, email: string): string {
  const n = ++counter;
  const named = `${name} ${words.join('')} ${n}`;
  const mail = `${email} ${n}`;
  const phone = `${name}: +49 30 1234567, ${n}`;
  return {
    plain: `k-${n}`,
    named,
    long: named.padEnd(90, 'o'),
    marked: `#${named}`,
    control: `\t${named}`,
    mail,
    phone,
  }[key];
}

async function kpis(shop: Seed): Promise<unknown> {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const span = `from=${day(now - 7 * DAY_MS)}&to=${day(now)}`;
  const metrics = ['payments', 'revenue', 'refunds_amount', 'signups', 'sessions', 'custom.shop.visit'];
  const replies = await Promise.all(
    metrics.map((metric) => shop.call('GET', `/v1/metrics/${metric}?${span}&grain=hour`)),
  );
  return replies.map((reply) => reply.body.points);
}

it('whoever is erased, KPIs stand, the chain holds, duplicates stay known and no trace is left', async () => {
  const drafts = fc.array(event, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(drafts, fc.nat(PEOPLE.length - 1), async (events, who) => {
      const shop = await seedTenant({ currency: 'GBP' });
      const sent = events.map(written);
      await Promise.all(events.map((draft, i) => (draft.batch ? undefined : shop.send(sent[i]))));
      await shop.send(sent.filter((_, i) => events[i]!.batch));
      const total = async () =>
        (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 8 })).body;
      await until(total, ({ differences }) => differences.length === 0);
      const before = { held: await heldBy(shop), kpis: await kpis(shop), leaves: (await checkChain(shop)).places };

      const { name, actor_id, anonymous_id, email } = PEOPLE[who]!;
      const receipt = await shop.call('POST', '/v1/privacy/erasures', { actor_id, anonymous_id, email });
      expect(receipt.body).toMatchObject({
        status: 'done',
        scanned: events.length,
        erased: events.filter(({ person }) => person === who).length,
      });

      expect(await rawText(shop)).not.toContain(name);
      expect(await total()).toMatchObject({ differences: [] });
      const chain = await checkChain(shop);
      expect(chain.problems).toEqual([]);
      expect({ held: await heldBy(shop), kpis: await kpis(shop), leaves: chain.places }).toEqual(before);
      expect((await shop.send(sent)).body).toMatchObject({ accepted: 0, duplicates: events.length });
      const listed = await listAll(shop);
      expect(listed.filter((item) => item.erased)).toHaveLength(receipt.body.erased);
    }),
    { numRuns: 25 },
  );
}, 120_000);
