import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evict, jobWith, query } from '../../testing/faults.ts';
import { rawText } from '../../testing/privacy.ts';
import { operate, type Seed, seedTenant } from '../../testing/seed.ts';
import { flushLedger, rebuildZone } from '../metrics/flush.ts';

const START = Date.parse('2026-10-22T00:00:00Z');
const DAYS = ['2026-10-21', '2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27'];
/** Offsets of half and quarter hours, and clocks that change within these days. */
const ZONES = ['Europe/London', 'UTC', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Chatham'];

const draft = fc.record({
  actor: fc.nat(4),
  isRefund: fc.nat(3).map((n) => n === 0),
  minutes: fc.nat(6 * 24 * 60 - 1),
  amount: fc.nat(100_000),
  currency: fc.constantFrom('GBP', 'EUR'),
  /** Its place in the order of arrival. */
  arrives: fc.nat(1_000),
  isRepeated: fc.nat(19).map((n) => n === 0),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

/** Nobody's id for the last actor. */
const actorOf = ({ actor }: Draft) => (actor === 4 ? undefined : `cus_${actor}`);

let counter = 0;
function eventOf(one: Draft): Record<string, unknown> {
  const actor_id = actorOf(one);
  return {
    event_type: one.isRefund ? 'refund_issued' : 'payment_succeeded',
    idempotency_key: `p-${++counter}`,
    occurred_at: new Date(START + one.minutes * 60_000).toISOString(),
    ...(actor_id && { actor_id }),
    payload: { amount_cents: one.amount, currency: one.currency },
  };
}

/** The same numbers, from all events at once. */
function model(drafts: readonly Draft[], timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const days = new Map<string, Set<string>>();
  for (const one of drafts) {
    const actor = actorOf(one);
    if (!actor || one.isRefund) continue;
    const day = format.format(START + one.minutes * 60_000);
    days.set(actor, (days.get(actor) ?? new Set()).add(day));
  }
  const sorted = [...days.values()].map((set) => [...set].sort());
  return DAYS.map((day) => {
    const active = sorted.filter((list) => list.includes(day)).length;
    const fresh = sorted.filter((list) => list[0] === day).length;
    return { day, active, fresh, returning: active - fresh };
  });
}

async function read(shop: Seed) {
  const values = async (metric: string, grain: string) => {
    const path = `/v1/metrics/${metric}?from=${DAYS[0]}&to=${DAYS.at(-1)}&grain=${grain}`;
    const points: { at: string; value: number }[] = (await shop.call('GET', path)).body.points;
    return DAYS.map((day) => points.filter(({ at }) => at.startsWith(day)).reduce((sum, { value }) => sum + value, 0));
  };
  const of = async (grain: string) => {
    const names = ['active_customers', 'new_customers', 'returning_customers'];
    const [active, fresh, returning] = await Promise.all(names.map((name) => values(name, grain)));
    return DAYS.map((day, i) => ({ day, active: active![i], fresh: fresh![i], returning: returning![i] }));
  };
  const [days, hours] = await Promise.all([of('day'), of('hour')]);
  // Hours add up to their days.
  expect(hours).toEqual(days);
  return days;
}

const reconcile = async (shop: Seed) =>
  (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 90 })).body;
const rebuild = (shop: Seed) => operate('POST', `/v1/admin/projects/${shop.project_id}/customers/rebuild`);

/** Sends in the order of arrival, in batches; after some the points go to D1, after some the ledger starts anew. */
async function sendAll(shop: Seed, drafts: readonly Draft[], size: number): Promise<void> {
  const events = [...drafts]
    .sort((a, b) => a.arrives - b.arrives)
    .flatMap((one) => {
      const event = eventOf(one);
      return one.isRepeated ? [event, { ...event }] : [event];
    });
  for (let i = 0; i < events.length; i += size) {
    expect((await shop.send(events.slice(i, i + size))).status).toBe(200);
    if ((i / size) % 3 === 1) await flushLedger(jobWith(), shop.project_id);
    if ((i / size) % 5 === 3) await evict(shop);
  }
  await flushLedger(jobWith(), shop.project_id);
}

it('counts the same customers as a model does, whatever comes when, in every zone, rebuilt or erased', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(draft, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      fc.shuffledSubarray(ZONES, { minLength: 2, maxLength: 2 }),
      async (drafts, size, [first, second]) => {
        const shop = await seedTenant({ timezone: first!, currency: 'GBP' });
        await sendAll(shop, drafts, size);
        expect(await read(shop)).toEqual(model(drafts, first!));
        expect(await reconcile(shop)).toMatchObject({ differences: [] });

        await shop.call('PATCH', `/v1/projects/${shop.project_id}`, { timezone: second });
        await rebuildZone(jobWith(), shop.project_id);
        const expected = model(drafts, second!);
        expect(await read(shop)).toEqual(expected);
        expect((await rebuild(shop)).status).toBe(204);
        expect(await read(shop)).toEqual(expected);

        expect((await shop.call('POST', '/v1/privacy/erasures', { actor_id: 'cus_0' })).body.status).toBe('done');
        expect(await rawText(shop)).not.toContain('cus_0');
        const pages = await query<{ body: string }>(shop, 'SELECT body FROM customer_pages');
        const named = pages.flatMap(({ body }) => (JSON.parse(body) as [string][]).map(([name]) => name));
        const left = new Set(drafts.map(actorOf).filter((actor) => actor && actor !== 'cus_0'));
        expect(new Set(named.filter((name) => !name.startsWith('~'))).size).toBe(left.size);
        expect(await read(shop)).toEqual(expected);
        await rebuild(shop);
        expect(await read(shop)).toEqual(expected);
        expect(await reconcile(shop)).toMatchObject({ differences: [] });
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);
