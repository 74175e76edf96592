import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFilter, at, type Filter, lets, queryOf, type Sent } from '../../testing/event-filters.ts';
import { evict, listAll } from '../../testing/faults.ts';
import { type Seed, seedTenant } from '../../testing/seed.ts';

const TYPES = ['session_started', 'lead_created', 'signup', 'custom.shop.viewed'];
const RARE = 'content_published';

/** How often, of which type and where in time the appends of one run lie; one event in 300 is of the rare type. */
const anyAppends = fc.array(
  fc.record({
    size: fc.oneof(fc.constant(1), fc.constant(500), fc.integer({ min: 2, max: 300 })),
    type: fc.nat(TYPES.length - 1),
    hour: fc.nat(400),
  }),
  { minLength: 6, maxLength: 14 },
);
const filters = anyFilter([RARE, ...TYPES], 420, [1, 7, 50, 199, 200]);

function eventsOf(plan: { size: number; type: number; hour: number }[]): Sent[][] {
  let n = 0;
  return plan.map(({ size, type, hour }) =>
    Array.from({ length: size }, (_, i) => {
      n += 1;
      const event_type = n % 300 === 0 ? RARE : TYPES[(type + (i % 2)) % TYPES.length]!;
      return { event_type, idempotency_key: `e${n}`, occurred_at: at(hour + (i % 5)) };
    }),
  );
}

function expected(sent: Sent[], filter: Filter): string[] {
  return sent
    .filter((event) => lets(filter, event))
    .map(({ idempotency_key }) => idempotency_key)
    .reverse();
}

async function keysOf(shop: Seed, filter: Filter, limit: number) {
  return (await listAll(shop, queryOf(filter), limit)).map((event) => event.idempotency_key);
}

describe('the list of events', () => {
  it('is what a plain filter over everything sent gives, page by page, whatever the appends were', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAppends,
        fc.array(filters, { minLength: 6, maxLength: 6 }),
        fc.nat(12),
        async (plan, filters, evictedAfter) => {
          const shop = await seedTenant();
          const batches = eventsOf(plan);
          for (const [i, batch] of batches.entries()) {
            expect((await shop.send(batch)).body).toMatchObject({ accepted: batch.length });
            if (i === evictedAfter) await evict(shop);
          }
          const sent = batches.flat();
          for (const { limit, ...filter } of filters) {
            const few = limit >= 50 || expected(sent, filter).length < 40;
            expect(await keysOf(shop, filter, few ? limit : 200)).toEqual(expected(sent, filter));
          }
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);

  it('finds rare events far below big segments, one a page', async () => {
    const shop = await seedTenant();
    const rare = (key: string) => ({ event_type: RARE, idempotency_key: key, occurred_at: at(0) });
    let n = 0;
    const common = (size: number) =>
      Array.from({ length: size }, () => ({ event_type: 'signup', idempotency_key: `c${n++}`, occurred_at: at(1) }));
    await shop.send(rare('first'));
    for (const size of [255, 500, 500, 1, 12]) await shop.send(common(size));
    await shop.send([...common(200), rare('inside'), ...common(299)]);
    for (const size of [500, 256, 256]) await shop.send(common(size));
    await shop.send(rare('last'));
    const found = await listAll(shop, `&event_type=${RARE}`, 1);
    expect(found.map((event) => event.idempotency_key)).toEqual(['last', 'inside', 'first']);
    expect((await listAll(shop, '', 200)).length).toBe(n + 3);
  });

  it('keeps its pages when events arrive while it is read', async () => {
    const shop = await seedTenant();
    const event = (i: number) => ({ event_type: 'signup', idempotency_key: `k${i}` });
    await shop.send(Array.from({ length: 30 }, (_, i) => event(i)));
    const first = await shop.call('GET', '/v1/events?limit=10');
    await shop.send(Array.from({ length: 25 }, (_, i) => event(100 + i)));
    const second = await shop.call('GET', `/v1/events?limit=10&cursor=${first.body.next_cursor}`);
    const keys = [...first.body.data, ...second.body.data].map((e: Sent) => e.idempotency_key);
    expect(keys).toEqual(Array.from({ length: 20 }, (_, i) => `k${29 - i}`));
  });

  it('of a full last page has no further cursor', async () => {
    const shop = await seedTenant();
    expect((await shop.call('GET', '/v1/events')).body).toEqual({ data: [], next_cursor: null });
    await shop.send(Array.from({ length: 10 }, (_, i) => ({ event_type: 'signup', idempotency_key: `k${i}` })));
    expect((await shop.call('GET', '/v1/events?limit=10')).body.next_cursor).toBeNull();
    expect((await shop.call('GET', '/v1/events?limit=9')).body.next_cursor).not.toBeNull();
  });
});

describe('filters by type and amount', () => {
  const paid = (key: string, amount_cents: number, currency: string, event_type = 'payment_succeeded') => ({
    ...{ event_type, idempotency_key: key },
    payload: { amount_cents, currency },
  });

  it('take several types, a currency and bounds of the amount, 0 included', async () => {
    const shop = await seedTenant();
    await shop.send([
      paid('free', 0, 'GBP'),
      paid('small', 500, 'GBP'),
      paid('yen', 500, 'JPY'),
      paid('back', 300, 'GBP', 'refund_issued'),
      { event_type: 'payment_failed', idempotency_key: 'no amount' },
      { event_type: 'signup', idempotency_key: 'other' },
    ]);
    const keys = async (filter: string) =>
      (await listAll(shop, filter)).map((event) => event.idempotency_key).reverse();
    expect(await keys('&event_type=payment_succeeded,refund_issued')).toEqual(['free', 'small', 'yen', 'back']);
    expect(await keys('&event_type=payment_failed,signup')).toEqual(['no amount', 'other']);
    expect(await keys('&currency=GBP')).toEqual(['free', 'small', 'back']);
    expect(await keys('&max_amount=0')).toEqual(['free']);
    expect(await keys('&min_amount=0')).toEqual(['free', 'small', 'yen', 'back']);
    expect(await keys('&event_type=payment_succeeded&currency=GBP&min_amount=1&max_amount=500')).toEqual(['small']);
    const thirteen = Array.from({ length: 13 }, (_, i) => `custom.a.b${i}`).join(',');
    for (const query of [
      `event_type=${thirteen}`,
      'event_type=signup,',
      'min_amount=-1',
      'max_amount=x',
      'currency=gbp',
    ]) {
      expect(await shop.call('GET', `/v1/events?${query}`), query).toMatchObject({ status: 422 });
    }
  });

  it('that hardly match come in short pages, and still find everything', async () => {
    const shop = await seedTenant();
    const large = paid('large', 9_999_999, 'GBP');
    await shop.send([large]);
    const filler = (page: number) => Array.from({ length: 500 }, (_, i) => paid(`${page}-${i}`, 1, 'GBP'));
    // More than one reading looks into; segments of 500 reach over the edges of blocks.
    for (let page = 0; page < 270; page++) await shop.send(filler(page));
    const first = await shop.call('GET', '/v1/events?min_amount=2');
    expect(first.body.data).toEqual([]);
    expect(first.body.next_cursor).not.toBeNull();
    expect((await listAll(shop, '&min_amount=2')).map((event) => event.idempotency_key)).toEqual(['large']);
    expect(await listAll(shop, '&max_amount=1')).toHaveLength(270 * 500);
  }, 240_000);
});

it('one event is read by its id; an id of another project, form or place is 404', async () => {
  const [shop, other] = [await seedTenant(), await seedTenant()];
  const sent = await shop.send([{ event_type: 'signup', idempotency_key: 'a', actor_id: 'u1' }]);
  const id = sent.body.results[0].event_id;
  const listed = (await shop.call('GET', '/v1/events')).body.data[0];
  expect(await shop.call('GET', `/v1/events/${id}`)).toMatchObject({ status: 200, body: listed });
  const later = id.slice(0, -1) + String(Number(id.at(-1)) + 1);
  for (const wrong of [later, 'evt_1', 'evt_', `evt_${'f'.repeat(24)}`, id.toUpperCase(), 'NaN']) {
    expect(await shop.call('GET', `/v1/events/${wrong}`), wrong).toMatchObject({
      status: 404,
      body: { code: 'event.not_found' },
    });
  }
  expect((await other.call('GET', `/v1/events/${id}`)).status).toBe(404);
});

describe('filters by time', () => {
  it('take days as whole days of the project, both included, and instants to the millisecond', async () => {
    const shop = await seedTenant({ timezone: 'America/New_York' });
    const times = [
      '2026-03-08T04:59:59.999Z', // 7 March, 23:59:59.999
      '2026-03-08T05:00:00Z', // 8 March, midnight; the day has 23 hours
      '2026-03-09T03:59:59.999Z', // 8 March, last millisecond
      '2026-03-09T04:00:00Z', // 9 March
    ];
    await shop.send(times.map((occurred_at, i) => ({ event_type: 'signup', idempotency_key: `${i}`, occurred_at })));
    const keys = async (filter: string) =>
      (await listAll(shop, filter)).map((event) => event.idempotency_key).reverse();
    expect(await keys('&from=2026-03-08&to=2026-03-08')).toEqual(['1', '2']);
    expect(await keys('&to=2026-03-07')).toEqual(['0']);
    expect(await keys('&from=2026-03-09')).toEqual(['3']);
    expect(await keys(`&from=${times[1]}&to=${times[2]}`)).toEqual(['1', '2']);
    expect(await keys('&to=2026-03-08T04:59:59.998Z')).toEqual([]);
    expect(await keys('&from=2026-03-08T00:00:00-05:00&to=2026-03-08T23:59:59-04:00')).toEqual(['1']);
    expect(await keys('&from=0000-01-01&to=9999-12-31')).toEqual(['0', '1', '2', '3']);
  });

  it('that are no times, types or limits are 422', async () => {
    const shop = await seedTenant();
    const bad = ['from=2026-02-30', 'to=yesterday', 'from=2026-1-1', 'from=2026-01-01T00:00:00', 'to=', 'limit=0'];
    for (const query of [
      ...bad,
      'limit=201',
      'limit=1.5',
      'limit=x',
      'limit=0x10',
      'limit=1e1',
      'limit=',
      'limit=+5',
      'min_amount=',
      'event_type=order',
      'event_type=custom.A.b',
    ]) {
      expect(await shop.call('GET', `/v1/events?${query}`), query).toMatchObject({
        status: 422,
        body: { code: 'request.invalid' },
      });
    }
  });
});

it('names the fault of one event type by the parameter, of several by their places', async () => {
  const shop = await seedTenant();
  const pathsOf = async (types: string) =>
    (await shop.call('GET', `/v1/events?event_type=${types}`)).body.errors.map(({ path }: { path: string }) => path);
  expect(await pathsOf('order')).toEqual(['event_type']);
  expect(await pathsOf('signup,order,')).toEqual(['event_type.1', 'event_type.2']);
  expect(await pathsOf(Array(13).fill('signup').join(','))).toEqual(['event_type']);
});

it('a cursor that no list handed out is 400', async () => {
  const shop = await seedTenant();
  await shop.send([{ event_type: 'signup', idempotency_key: 'a' }]);
  const cursors = [
    '[1.5]',
    '[-5]',
    '[]',
    '[1,2]',
    '["1"]',
    '[null]',
    '[true]',
    '{}',
    '1',
    'null',
    '[1e400]',
    '[1e300]',
  ];
  for (const cursor of [...cursors.map(btoa), '', '%', 'garbage!', '%00', 'W10', '💥', 'a'.repeat(499)]) {
    const reply = await shop.call('GET', `/v1/events?cursor=${encodeURIComponent(cursor)}`);
    expect(reply, cursor).toMatchObject({ status: 400, body: { code: 'cursor.invalid', status: 400 } });
  }
  expect((await shop.call('GET', `/v1/events?cursor=${'a'.repeat(501)}`)).status).toBe(422);
  expect((await shop.call('GET', `/v1/events?cursor=${btoa('[0]')}`)).body).toEqual({ data: [], next_cursor: null });
});
