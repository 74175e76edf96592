import { describe, expect, it } from 'vitest';
import { expectHeld, listAll, query } from '../../../testing/faults.ts';
import { payment, type Reply, seedTenant } from '../../../testing/seed.ts';

const MINUTE = 60_000;
const at = (occurred_at: string) => payment({ occurred_at });
const ahead = (minutes: number) => at(new Date(Date.now() + minutes * MINUTE).toISOString());
const codes = (reply: Reply) => reply.body.results.map((result: { code?: string }) => result.code);

describe('when an event occurred', () => {
  it('may be up to five minutes ahead', async () => {
    const shop = await seedTenant();
    const reply = await shop.send([ahead(4), ahead(4.9), ahead(6), ahead(5.1), ahead(60), at('2999-01-01T00:00:00Z')]);
    expect(codes(reply)).toEqual([undefined, undefined, ...Array(4).fill('event.in_future')]);
    expect(await shop.send(ahead(6))).toMatchObject({ status: 422, body: { code: 'event.in_future' } });
    await expectHeld(shop, 2, 2_000);
  });

  it('may be as early as 2000-01-01 UTC, whatever the offset it is written with', async () => {
    const shop = await seedTenant();
    const early = [
      '2000-01-01T00:00:00Z',
      '2000-01-01T00:00:00.000Z',
      '1999-12-31T19:00:00-05:00',
      '2000-01-01T14:00+14',
    ];
    const tooEarly = [
      '1999-12-31T23:59:59.999Z',
      '1999-01-01T00:00:00Z',
      '2000-01-01T00:00:00+00:01',
      '1970-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '0099-12-31T23:00:00-12:00',
    ];
    const reply = await shop.send([...early, ...tooEarly].map(at));
    expect(codes(reply)).toEqual([...early.map(() => undefined), ...tooEarly.map(() => 'event.too_old')]);
    expect(await shop.send(at(tooEarly[0]!))).toMatchObject({ status: 422, body: { code: 'event.too_old' } });
    const start = '2000-01-01T00:00:00.000Z';
    expect((await listAll(shop)).map((event) => event.occurred_at)).toEqual(early.map(() => start));
    await expectHeld(shop, early.length, early.length * 1_000);
  });

  it('is read with any real offset', async () => {
    const shop = await seedTenant();
    const times: [sent: string, stored: string][] = [
      ['2026-06-30T10:00:00Z', '2026-06-30T10:00:00.000Z'],
      ['2026-06-30T10:00:00+00:00', '2026-06-30T10:00:00.000Z'],
      ['2026-06-30T10:00:00-00:00', '2026-06-30T10:00:00.000Z'],
      ['2026-06-30T10:00:00+14:00', '2026-06-29T20:00:00.000Z'],
      ['2026-06-30T10:00:00-12:00', '2026-06-30T22:00:00.000Z'],
      ['2026-06-30T10:00:00+05:45', '2026-06-30T04:15:00.000Z'],
      ['2026-06-30T10:00:00-03:30', '2026-06-30T13:30:00.000Z'],
      ['2026-06-30T10:00:00+0530', '2026-06-30T04:30:00.000Z'],
      ['2026-06-30T10:00:00+05', '2026-06-30T05:00:00.000Z'],
      ['2026-06-30T10:00:00.1Z', '2026-06-30T10:00:00.100Z'],
      ['2026-06-30T10:00:00.123456789Z', '2026-06-30T10:00:00.123Z'],
      ['2026-06-30T23:59:59.999999Z', '2026-06-30T23:59:59.999Z'],
      ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ];
    expect((await shop.send(times.map(([sent]) => at(sent)))).body).toMatchObject({ accepted: times.length });
    const listed = (await listAll(shop)).reverse();
    expect(listed.map((event) => event.occurred_at)).toEqual(times.map(([, stored]) => stored));
  });

  it('is refused without an offset, with a false one, or when there is no such moment', async () => {
    const shop = await seedTenant();
    const times = [
      '2026-06-30T10:00:00',
      '2026-06-30',
      '2026-06-30T10Z',
      '20260630T100000Z',
      '2026-06-30 10:00:00Z',
      '2026-06-30T10:00:00 Z',
      ' 2026-06-30T10:00:00Z',
      '2026-06-30T10:00:00Z\n',
      '2026-06-30T10:00:00+24:00',
      '2026-06-30T10:00:00+05:60',
      '2026-06-30T10:00:00+5:00',
      '2026-06-30T10:00:00 05:00',
      '2026-06-30T10:00:00[Europe/London]',
      '2026-06-30T10:00:00Z[UTC]',
      '2026-02-29T10:00:00Z',
      '2026-13-01T10:00:00Z',
      '2026-00-10T10:00:00Z',
      '2026-06-00T10:00:00Z',
      '2026-06-31T10:00:00Z',
      '2026-06-30T24:00:01Z',
      '2026-06-30T10:60:00Z',
      '2026-06-30T10:00:61Z',
      '2026-W27-2T10:00:00Z',
      '+002026-06-30T10:00:00Z',
      '-2026-06-30T10:00:00Z',
      '1782813600',
      'Tue, 30 Jun 2026 10:00:00 GMT',
    ];
    const reply = await shop.send(times.map(at));
    const taken = times.filter((_, i) => reply.body.results[i].status !== 'rejected');
    expect(taken).toEqual([]);
    await expectHeld(shop, 0);
  });

  it('is the receipt when it is left out', async () => {
    const shop = await seedTenant();
    const before = Date.now();
    await shop.send(payment());
    const [event] = await listAll(shop);
    const occurred_ms = Date.parse(event.occurred_at);
    expect(occurred_ms).toBeGreaterThanOrEqual(before - 1_000);
    expect(occurred_ms).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(Math.abs(Date.parse(event.received_at) - occurred_ms)).toBeLessThan(2_000);
  });

  it('decides the cell of 15 minutes to the millisecond', async () => {
    const shop = await seedTenant();
    const edge = Date.UTC(2026, 5, 30, 10, 15);
    await shop.send([-1, 0, 899_999, 900_000].map((ms) => at(new Date(edge + ms).toISOString())));
    const cells = await query(shop, 'SELECT slot, n, sum FROM cells ORDER BY slot');
    const slot = edge / 900_000;
    expect(cells).toEqual([
      { slot: slot - 1, n: 1, sum: 1_000 },
      { slot, n: 2, sum: 2_000 },
      { slot: slot + 1, n: 1, sum: 1_000 },
    ]);
  });
});
