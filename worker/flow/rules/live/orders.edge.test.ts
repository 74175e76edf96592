import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passTime } from '../../../testing/clock.ts';
import { evict, ring } from '../../../testing/faults.ts';
import { event, followUp, pendingIn, putRules } from '../../../testing/live-rules.ts';
import { alertsOf } from '../../../testing/rules.ts';
import { type Seed, seedTenant, until } from '../../../testing/seed.ts';

const MINUTE = 60_000;
const WITHIN = 2 * MINUTE;
/** Room for everything to be sent before the first event is due. */
const ROOM = 30_000;

interface Plan {
  /** The session, how long after the oldest cart, and which append brings it. */
  carts: { session: number; late: number; at: number }[];
  payments: { session: number; after: number; at: number }[];
  evict: boolean[];
}

const session = fc.integer({ min: 0, max: 7 });
const append = fc.integer({ min: 0, max: 5 });
const plan: fc.Arbitrary<Plan> = fc.record({
  carts: fc.array(fc.record({ session, late: fc.integer({ min: 0, max: 2_000 }), at: append }), {
    minLength: 1,
    maxLength: 10,
  }),
  payments: fc.array(
    fc.record({
      session,
      after: fc.oneof(fc.integer({ min: -1_000, max: 3_000 }), fc.integer({ min: 119_000, max: 123_000 })),
      at: append,
    }),
    { maxLength: 8 },
  ),
  evict: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});

/** Sends a plan in six appends, moves its time on, and returns how many carts were told of. */
async function run(shop: Seed, { carts, payments, evict: gone }: Plan): Promise<number> {
  const oldest = Date.now() + ROOM - WITHIN;
  const when = (ms: number) => new Date(oldest + ms).toISOString();
  const appends = Array.from({ length: 6 }, (_, at) => [
    ...payments.filter((each) => each.at === at).map((each) => paid(each.session, when(each.after))),
    ...carts
      .filter((each) => each.at === at)
      .map((each) => event('checkout_started', { session_id: `s${each.session}`, occurred_at: when(each.late) })),
  ]);
  for (const [at, events] of appends.entries()) {
    if (events.length > 0) expect((await shop.send(events)).body).toMatchObject({ accepted: events.length });
    if (gone[at]) await evict(shop);
  }
  expect(Date.now() - oldest).toBeLessThan(WITHIN);
  const missed = carts.filter(({ session: of, late }) => {
    return !payments.some(({ session: by, after }) => by === of && after >= late && after <= late + WITHIN);
  });
  return missed.length;
}

function paid(of: number, occurred_at: string): Record<string, unknown> {
  const payload = { amount_cents: 5, currency: 'GBP' };
  return event('payment_succeeded', { session_id: `s${of}`, occurred_at, payload });
}

it('carts and payments in any order, split and evicted in any way, tell of the carts that nothing paid', async () => {
  const plans = fc.sample(plan, 20);
  const sent = await Promise.all(
    plans.map(async (each) => {
      const shop = await seedTenant();
      await putRules(shop, [followUp()]);
      const missed = await run(shop, each);
      const { waiting } = await pendingIn(shop);
      expect(waiting).toBeGreaterThanOrEqual(missed);
      return { each, shop, missed };
    }),
  );
  passTime(ROOM + 5_000);
  await Promise.all(
    sent.map(async ({ each, shop, missed }) => {
      await ring(shop, 'rules');
      await until(
        () => pendingIn(shop),
        (rows) => rows.waiting === 0 && rows.firings === 0,
        15,
      );
      const told = (await alertsOf(shop)).reduce((sum, { occurrences }) => sum + occurrences, 0);
      expect({ plan: each, told }).toEqual({ plan: each, told: missed });
    }),
  );
}, 60_000);
