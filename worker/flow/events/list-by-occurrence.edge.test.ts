import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFilter, at, lets, queryOf, type Sent } from '../../testing/event-filters.ts';
import { evict, listAll, query } from '../../testing/faults.ts';
import { type Seed, seedTenant } from '../../testing/seed.ts';

const SORT = '&sort=occurred_at';

/** The plain sort: newest occurrence first, of the same time the last received. */
function sorted(sent: Sent[]): Sent[] {
  return sent
    .map((event, seq) => ({ event, seq }))
    .sort((a, b) => Date.parse(b.event.occurred_at) - Date.parse(a.event.occurred_at) || b.seq - a.seq)
    .map(({ event }) => event);
}

const keys = (events: Sent[]) => events.map(({ idempotency_key }) => idempotency_key);

/** Appends in any order of time: mostly one after another, some late, some over long spans, many at the same time. */
const anyAppends = fc.array(
  fc.record({ size: fc.constantFrom(1, 2, 40, 300, 500), hour: fc.nat(300), span: fc.constantFrom(1, 3, 200) }),
  { minLength: 3, maxLength: 10 },
);
const filters = anyFilter(['signup', 'lead_created', 'content_published'], 500, [7, 50, 200]);

function eventsOf(plan: { size: number; hour: number; span: number }[]): Sent[][] {
  let n = 0;
  return plan.map(({ size, hour, span }) =>
    Array.from({ length: size }, (_, i) => {
      n += 1;
      const event_type = n % 90 === 0 ? 'content_published' : n % 3 === 0 ? 'lead_created' : 'signup';
      return { event_type, idempotency_key: `e${n}`, occurred_at: at(hour + ((i * 7) % span)) };
    }),
  );
}

describe('events by occurrence', () => {
  it('are what a plain sort gives, page by page, whatever came late and under any filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAppends,
        fc.array(filters, { minLength: 5, maxLength: 5 }),
        fc.nat(10),
        async (plan, filters, evictedAfter) => {
          const shop = await seedTenant();
          const batches = eventsOf(plan);
          for (const [i, batch] of batches.entries()) {
            expect((await shop.send(batch)).body).toMatchObject({ accepted: batch.length });
            if (i === evictedAfter) await evict(shop);
          }
          for (const { limit, ...filter } of filters) {
            const wanted = sorted(batches.flat().filter((event) => lets(filter, event)));
            const few = limit >= 50 || wanted.length < 40;
            expect(keys(await listAll(shop, `${SORT}${queryOf(filter)}`, few ? limit : 200))).toEqual(keys(wanted));
          }
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);

  it('are complete where more blocks overlap in time than one reading looks into', async () => {
    const shop = await seedTenant();
    await shop.send({ event_type: 'signup', idempotency_key: 'first', occurred_at: at(0) });
    const held = await scatter(shop, 700);
    for (const [filter, limit] of [
      ['', 200],
      ['', 33],
      [`&from=${at(100)}&to=${at(150)}`, 200],
      ['&event_type=lead_created', 200],
      ['&idempotency_key=k340-1', 50],
    ] as const) {
      const all = keys(await listAll(shop, `${SORT}${filter}`, limit));
      const wanted = sorted(held).filter(
        ({ event_type, occurred_at, idempotency_key }) =>
          (!filter.includes('from') || (occurred_at >= at(100) && occurred_at <= at(150))) &&
          (!filter.includes('lead') || event_type === 'lead_created') &&
          (!filter.includes('idem') || idempotency_key === 'k340-1'),
      );
      expect(all, filter).toEqual(keys(wanted));
    }
  }, 60_000);

  it('keep their pages when events arrive in between: late ones show where they belong, none twice', async () => {
    const shop = await seedTenant();
    const event = (key: string, hour: number) => ({
      event_type: 'signup',
      idempotency_key: key,
      occurred_at: at(hour),
    });
    await shop.send([event('d', 40), event('a', 10), event('c', 30), event('b', 20)]);
    const first = await shop.call('GET', `/v1/events?limit=2${SORT}`);
    expect(keys(first.body.data)).toEqual(['d', 'c']);
    await shop.send([event('new', 50), event('late', 25), event('later', 30)]);
    const second = await shop.call('GET', `/v1/events?limit=5${SORT}&cursor=${first.body.next_cursor}`);
    expect(keys(second.body.data)).toEqual(['late', 'b', 'a']);
    expect(second.body.next_cursor).toBeNull();
    expect(keys((await shop.call('GET', '/v1/events?limit=3')).body.data)).toEqual(['later', 'late', 'new']);
  });

  it('take no cursor of the other order, and no other order', async () => {
    const shop = await seedTenant();
    await shop.send([1, 2, 3].map((n) => ({ event_type: 'signup', idempotency_key: `k${n}` })));
    const byReceipt = (await shop.call('GET', '/v1/events?limit=1')).body.next_cursor;
    const byTime = (await shop.call('GET', `/v1/events?limit=1${SORT}`)).body.next_cursor;
    for (const path of [
      `sort=occurred_at&cursor=${byReceipt}`,
      `cursor=${byTime}`,
      `sort=occurred_at&cursor=${btoa('[-1,0]')}`,
      `sort=occurred_at&cursor=${btoa('[1.5,0]')}`,
    ]) {
      expect(await shop.call('GET', `/v1/events?${path}`), path).toMatchObject({
        status: 400,
        body: { code: 'cursor.invalid' },
      });
    }
    expect((await shop.call('GET', '/v1/events?sort=amount')).status).toBe(422);
  });
});

/** Puts blocks of three events each straight into the ledger, every block over most of the time, and returns all events in order. */
async function scatter(shop: Seed, blocks: number): Promise<Sent[]> {
  const held: Sent[] = [{ event_type: 'signup', idempotency_key: 'first', occurred_at: at(0) }];
  const rows = Array.from({ length: blocks }, (_, i) => {
    const events = [0, 1, 2].map((part) => ({
      event_type: part === 1 ? 'lead_created' : 'signup',
      idempotency_key: `k${i + 1}-${part}`,
      occurred_at: at([1, 100 + ((i * 37) % 97), 300 + ((i * 53) % 71)][part]!),
      source: 'server',
      payload: {},
    }));
    held.push(...events);
    const times = events.map((event) => Date.parse(event.occurred_at));
    return [(i + 1) * 256, Math.min(...times), Math.max(...times), JSON.stringify(events)];
  });
  await query(
    shop,
    `INSERT INTO segments SELECT value ->> 0, received_at, value ->> 1, value ->> 2, 3, ',signup,lead_created,', head, salts, leaves,
       value ->> 3 FROM json_each(?), (SELECT * FROM segments) AS first`,
    JSON.stringify(rows),
  );
  await query(
    shop,
    'INSERT OR IGNORE INTO blocks SELECT seq / 256, from_at, to_at, types FROM segments WHERE seq / 256 < ?',
    blocks,
  );
  await evict(shop);
  return held;
}
