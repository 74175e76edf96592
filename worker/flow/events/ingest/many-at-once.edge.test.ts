import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/durations.ts';
import { abort, evict, expectHeld, heldBy, ring } from '../../../testing/faults.ts';
import { operate, payment, type Reply, type Seed, seedTenant, until } from '../../../testing/seed.ts';

const statuses = (reply: Reply): string[] => reply.body.results.map((result: { status: string }) => result.status);
const pound = (amount_cents: number) => ({ payload: { amount_cents, currency: 'GBP' } });

describe('many at once', () => {
  it('200 sends of one key: exactly one is accepted, all others name it', async () => {
    const shop = await seedTenant();
    const event = payment();
    const replies = await Promise.all(Array.from({ length: 200 }, () => shop.send(event)));
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    const seen = replies.flatMap(statuses);
    expect(seen.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(seen.filter((status) => status === 'duplicate')).toHaveLength(199);
    expect(new Set(replies.map((reply) => reply.body.results[0].event_id)).size).toBe(1);
    await expectHeld(shop, 1, 1_000);
    const read = () => shop.call('GET', `/v1/metrics/revenue?from=${day(-1)}&to=${day(1)}&currency=GBP`);
    expect((await until(read, (reply) => reply.body.total > 0)).body.total).toBe(1_000);
  });

  it('200 sends of one key with two contents: one content wins, the other conflicts', async () => {
    const shop = await seedTenant();
    const event = payment();
    const other = { ...event, ...pound(7) };
    const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => shop.send([i % 2 ? event : other])));
    const seen = replies.flatMap(statuses);
    const count = (status: string) => seen.filter((each) => each === status).length;
    expect([count('accepted'), count('duplicate'), count('conflict')]).toEqual([1, 99, 100]);
    expect((await heldBy(shop)).events).toBe(1);
  });

  it('batches with overlapping keys: what is accepted is each key once, to the penny', async () => {
    const one = fc.record({
      key: fc.integer({ min: 0, max: 40 }),
      kind: fc.constantFrom('good', 'good', 'other', 'bad'),
    });
    const batches = fc.array(fc.array(one, { maxLength: 30 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(batches, async (plan) => {
        const shop = await seedTenant();
        const replies = await Promise.all(
          plan.map((batch) =>
            shop.send(
              batch.map(({ key, kind }) =>
                payment({
                  idempotency_key: `k${key}`,
                  ...pound(kind === 'bad' ? -1 : kind === 'good' ? key + 1 : 500),
                }),
              ),
            ),
          ),
        );
        const accepted = new Map<number, number>();
        replies.forEach((reply, b) => {
          expect(statuses(reply)).toHaveLength(plan[b]!.length);
          statuses(reply).forEach((status, i) => {
            const { key, kind } = plan[b]![i]!;
            if (kind === 'bad') expect(status).toBe('rejected');
            else expect(['accepted', 'duplicate', 'conflict']).toContain(status);
            if (status !== 'accepted') return;
            expect(accepted.has(key)).toBe(false);
            accepted.set(key, kind === 'good' ? key + 1 : 500);
          });
        });
        const valid = plan.flat().filter(({ kind }) => kind !== 'bad');
        expect([...accepted.keys()].sort()).toEqual([...new Set(valid.map(({ key }) => key))].sort());
        const sum = [...accepted.values()].reduce((total, amount) => total + amount, 0);
        expect(await heldBy(shop)).toEqual({
          keys: accepted.size,
          events: accepted.size,
          counted: accepted.size,
          sum,
        });
      }),
      { numRuns: 12 },
    );
  });
});

describe('a ledger that goes away while events arrive', () => {
  const batches = (n: number) =>
    Array.from({ length: n }, (_, b) => Array.from({ length: 20 }, (_, i) => payment(pound(b * 20 + i + 1))));
  const total = (n: number) => (n * (n + 1)) / 2;

  /** Sends everything while `fault` runs again and again; then sends it all again, as a client does that got no reply. */
  async function survives(shop: Seed, fault: (shop: Seed) => Promise<void>): Promise<void> {
    const plan = batches(40);
    const sends = plan.map(async (batch, b) => {
      await scheduler.wait(b * 5);
      return await shop.send(batch);
    });
    for (let i = 0; i < 8; i++) {
      await scheduler.wait(20);
      await fault(shop);
    }
    const first = await Promise.all(sends);
    expect(first.filter((reply) => ![200, 500, 503].includes(reply.status))).toEqual([]);
    const accepted = first.filter((reply) => reply.status === 200).flatMap(statuses);
    expect(accepted.every((status) => status === 'accepted' || status === 'duplicate')).toBe(true);
    const held = await heldBy(shop);
    expect(held.events).toBeGreaterThanOrEqual(accepted.length);
    for (const batch of plan) expect((await shop.send(batch)).body).toMatchObject({ rejected: 0 });
    for (const batch of plan) expect((await shop.send(batch)).body).toMatchObject({ accepted: 0, duplicates: 20 });
    await expectHeld(shop, 800, total(800));
    await ring(shop, 'flush');
    const read = () => shop.call('GET', `/v1/metrics/revenue?from=${day(-1)}&to=${day(1)}&currency=GBP`);
    expect((await until(read, (reply) => reply.body.total === total(800))).body.total).toBe(total(800));
  }

  it('by eviction: nothing is lost, nothing is there twice, the points arrive', async () => {
    await survives(await seedTenant(), evict);
  });

  it('by a reset in the middle of its work: nothing is lost, nothing is there twice, the points arrive', async () => {
    await survives(await seedTenant(), abort);
  });
});

it('everything imported a second time is a duplicate, also after eviction, and totals stay', async () => {
  const shop = await seedTenant();
  const batches = Array.from({ length: 6 }, (_, b) =>
    Array.from({ length: 200 }, (_, i) =>
      payment({ idempotency_key: `${b}-${i}`, occurred_at: `2026-0${b + 1}-10T0${i % 10}:00:00Z`, ...pound(i + 1) }),
    ),
  );
  const ids = [];
  for (const batch of batches)
    ids.push(...(await shop.send(batch)).body.results.map((r: { event_id: string }) => r.event_id));
  const before = await heldBy(shop);
  expect(before).toEqual({ keys: 1_200, events: 1_200, counted: 1_200, sum: 6 * 20_100 });
  for (const again of [0, 1]) {
    if (again) await evict(shop);
    const second = [];
    for (const batch of batches) {
      const reply = await shop.send(batch);
      expect(reply.body).toMatchObject({ accepted: 0, duplicates: 200, rejected: 0 });
      second.push(...reply.body.results.map((r: { event_id: string }) => r.event_id));
    }
    expect(second).toEqual(ids);
  }
  expect(await heldBy(shop)).toEqual(before);
  expect(await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 90 })).toMatchObject({
    status: 200,
    body: { differences: [] },
  });
});

function day(plus: number): string {
  return new Date(Date.now() + plus * DAY_MS).toISOString().slice(0, 10);
}
