import { describe, expect, it } from 'vitest';
import { expectHeld, post } from '../../../testing/faults.ts';
import { payment, seedTenant } from '../../../testing/seed.ts';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const gbp = { path: 'payload.currency', code: 'not_offered', hint: 'use GBP', suggestion: 'GBP' };

describe('a refused event', () => {
  it('says what is wrong and what to write instead, alone and in a batch', async () => {
    const shop = await seedTenant();
    const wrong = payment({ payload: { amount_cents: 1, currency: 'gbp' } });
    expect(await shop.send(wrong)).toMatchObject({ status: 422, body: { code: 'event.invalid', errors: [gbp] } });
    const typo = { ...wrong, event_type: 'payment_suceeded' };
    const reply = await shop.send([payment(), wrong, typo]);
    expect(reply.body.results).toMatchObject([
      { index: 0, status: 'accepted' },
      { index: 1, status: 'rejected', code: 'event.invalid', errors: [gbp] },
      { index: 2, status: 'rejected', code: 'event.unknown_type', errors: [{ suggestion: 'payment_succeeded' }, gbp] },
    ]);
    expect(reply.body.results[0]).not.toHaveProperty('errors');
    await expectHeld(shop, 1);
  });

  it('in conflict names the first event, alone and in a batch', async () => {
    const shop = await seedTenant();
    const first = payment();
    const { event_id } = (await shop.send(first)).body.results[0];
    const changed = { ...first, actor_id: 'other' };
    expect(await shop.send(changed)).toMatchObject({ status: 409, body: { code: 'event.conflict', event_id } });
    const fresh = payment();
    const { results } = (await shop.send([changed, fresh, { ...fresh, actor_id: 'x' }])).body;
    expect(results[0]).toMatchObject({ status: 'conflict', event_id });
    expect(results[2]).toMatchObject({ status: 'conflict', event_id: results[1].event_id });
    expect((await shop.call('GET', `/v1/events/${event_id}`)).body.idempotency_key).toBe(first.idempotency_key);
  });
});

describe('a line of NDJSON that is broken', () => {
  it('is rejected with its line, and sinks no other', async () => {
    const shop = await seedTenant();
    const good = () => JSON.stringify(payment());
    const body = `${good()}\n\n{"event_type":\n${good()}\nnull\n\u0000\n${good()}`;
    const reply = await post(shop, body, NDJSON);
    expect(reply).toMatchObject({ status: 200, body: { accepted: 3, rejected: 3 } });
    const message = 'Line 3 is not valid JSON.';
    expect(reply.body.results[1]).toEqual({ index: 1, status: 'rejected', code: 'request.not_json', message, line: 3 });
    expect(reply.body.results[3]).toMatchObject({ index: 3, code: 'event.invalid', line: 5 });
    expect(reply.body.results[4]).toMatchObject({ index: 4, code: 'request.not_json', line: 6 });
    await expectHeld(shop, 3, 3_000);
  });

  it('is named where it is refused for its content or its key, and nowhere else', async () => {
    const shop = await seedTenant();
    const first = payment();
    const lines = ['', first, '', { ...first, actor_id: 'other' }, { ...first, event_type: undefined }, payment()];
    const body = lines.map((line) => (line === '' ? '' : JSON.stringify(line))).join('\n');
    const { results } = (await post(shop, body, NDJSON)).body;
    expect(results.map(({ status, line }: { status: string; line?: number }) => [status, line])).toEqual([
      ['accepted', undefined],
      ['conflict', 4],
      ['rejected', 5],
      ['accepted', undefined],
    ]);
    expect(results[2]).toMatchObject({ code: 'event.invalid', errors: [{ path: 'event_type', code: 'required' }] });
    expect((await shop.send([5])).body.results[0]).not.toHaveProperty('line');
  });

  it('beside no line of JSON is a body that is not NDJSON: 400', async () => {
    const shop = await seedTenant();
    for (const body of ['{', '\n{"a":\n]', 'event_type,idempotency_key\nsignup,a']) {
      expect(await post(shop, body, NDJSON)).toMatchObject({ status: 400, body: { code: 'request.not_json' } });
    }
    await expectHeld(shop, 0);
  });
});

describe('what is left of the rate', () => {
  const rate = (headers: Headers) => [headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')];

  it('stands in each reply, per source, and costs duplicates nothing', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const events = Array.from({ length: 10 }, () => payment());
    const first = await shop.send(events);
    expect(rate(first.headers)).toEqual(['1000', '990']);
    expect(first.headers.get('ratelimit-policy')).toBe('"events";q=1000;w=600');
    expect(first.headers.get('ratelimit')).toMatch(/^"events";r=990;t=[56]$/);
    expect(rate((await shop.send(events)).headers)).toEqual(['1000', '990']);
    expect(rate((await shop.send({ ...events[0], actor_id: 'x' })).headers)).toEqual(['1000', '990']);
    expect(rate((await shop.send(payment({ source: 'webhook' }))).headers)).toEqual(['1000', '999']);
  });

  it('stands in the reply to events that are all rejected, of the source that they name', async () => {
    const shop = await seedTenant({ plan: 'free' });
    const wrong = { event_type: 'order', idempotency_key: 'a' };
    expect(rate((await shop.send([wrong])).headers)).toEqual(['1000', '1000']);
    await shop.send(Array.from({ length: 10 }, () => payment()));
    for (const events of [[wrong], [null, 1], [{ ...wrong, source: 'nowhere' }], [wrong, { source: 'webhook' }]]) {
      const { status, headers } = await shop.send(events);
      expect([status, ...rate(headers)], JSON.stringify(events)).toEqual([200, '1000', '990']);
    }
    expect(rate((await shop.send([{ ...wrong, source: 'webhook' }])).headers)).toEqual(['1000', '1000']);
    const bare = await shop.send(wrong);
    expect([bare.status, ...rate(bare.headers)]).toEqual([422, '1000', '990']);
    expect(bare.headers.get('ratelimit')).toMatch(/^"events";r=990;t=[56]$/);
  });

  it('stands in the 429 too', async () => {
    const shop = await seedTenant({ plan: 'free' });
    for (let i = 0; i < 2; i++) await shop.send(Array.from({ length: 500 }, () => payment()));
    const over = await shop.send(Array.from({ length: 500 }, () => payment()));
    expect(over).toMatchObject({ status: 429, body: { code: 'events.rate_limited' } });
    expect(over.body).not.toHaveProperty('quota');
    const [limit, remaining] = rate(over.headers);
    expect(limit).toBe('1000');
    expect(Number(remaining)).toBeLessThan(50);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(200);
  });
});
