import { describe, expect, it } from 'vitest';
import { expectHeld, gzip, heldBy, post, postGzip } from '../../../testing/faults.ts';
import { payment, seedTenant } from '../../../testing/seed.ts';

const MAX_BYTES = 1_048_576;
const NDJSON = { 'content-type': 'application/x-ndjson' };

/** A batch whose JSON text has exactly `bytes` bytes: valid events, padded in front. */
function batchOf(bytes: number, events = 40): string {
  const list = Array.from({ length: events }, () =>
    payment({ payload: { amount_cents: 1, currency: 'GBP', note: 'n'.repeat(20_000) } }),
  );
  const text = JSON.stringify(list);
  return ' '.repeat(bytes - text.length) + text;
}

it('`events` that is no list, or not alone, is refused by name', async () => {
  const shop = await seedTenant();
  const message = 'takes a list of events: {"events":[…]}';
  for (const events of [payment(), 'x', null, 5]) {
    const { status, body } = await shop.send({ events });
    expect([status, body.code, body.errors]).toMatchObject([422, 'request.invalid', [{ path: 'events', message }]]);
    expect(JSON.stringify(body)).not.toContain('payload');
  }
  const { body } = await shop.send({ events: [payment()], project_id: 'x' });
  expect(body).toMatchObject({ code: 'request.invalid', errors: [{ path: 'project_id', code: 'unknown' }] });
});

describe('bodies that are not JSON', () => {
  it.each([
    '',
    ' ',
    '{',
    '[',
    '[{"a":1},]',
    'undefined',
    "{'a':1}",
    '{"a":NaN}',
    '[1,2',
    '{}{}',
    '\u0000',
    'event_type=x',
  ])('%j is 400', async (body) => {
    const shop = await seedTenant();
    const reply = await post(shop, body, { 'content-type': 'application/json' });
    expect(reply).toMatchObject({ status: 400, body: { code: 'request.not_json', status: 400 } });
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    await expectHeld(shop, 0);
  });

  it('with a good event in front are refused whole', async () => {
    const shop = await seedTenant();
    const good = JSON.stringify(payment());
    expect(await post(shop, `[${good},{"event_type":NaN}]`)).toMatchObject({ status: 400 });
    await expectHeld(shop, 0);
  });

  it.each(['null', '5', '"text"', 'true', '{}', '{"events":5}', '{"events":null}', '{"events":[],"more":1}'])(
    '%s is a bare event that is refused',
    async (body) => {
      const shop = await seedTenant();
      expect(await post(shop, body)).toMatchObject({ status: 422 });
      await expectHeld(shop, 0);
    },
  );

  it.each(['[]', '{"events":[]}', ' [ ] '])('%s is nothing to do', async (body) => {
    const shop = await seedTenant();
    const nothing = { accepted: 0, duplicates: 0, rejected: 0, results: [] };
    expect(await post(shop, body)).toMatchObject({ status: 200, body: nothing });
    await expectHeld(shop, 0);
  });
});

describe('NDJSON', () => {
  it('takes blank lines, CRLF, a BOM and a last line without its end, and numbers results by event', async () => {
    const shop = await seedTenant();
    const lines = ['', JSON.stringify(payment()), '  ', JSON.stringify(payment({ source: 'x' })), '\t', ''];
    const body = `\uFEFF${lines.join('\r\n')}\n\n${JSON.stringify(payment())}`;
    const reply = await post(shop, body, NDJSON);
    expect(reply.body).toMatchObject({ accepted: 2, rejected: 1 });
    expect(reply.body.results.map((result: { index: number }) => result.index)).toEqual([0, 1, 2]);
    expect(await post(shop, '\n\r\n \n', NDJSON)).toMatchObject({ status: 200, body: { accepted: 0, results: [] } });
    await expectHeld(shop, 2, 2_000);
  });

  it('of 501 lines is 413', async () => {
    const shop = await seedTenant();
    const lines = Array.from({ length: 501 }, () => JSON.stringify(payment()));
    expect(await post(shop, lines.join('\n'), NDJSON)).toMatchObject({ status: 413 });
    expect((await post(shop, lines.slice(1).join('\n'), NDJSON)).body).toMatchObject({ accepted: 500 });
    await expectHeld(shop, 500, 500_000);
  });
});

describe('bodies that are too large', () => {
  it('500 events are taken, 501 refused whole', async () => {
    const shop = await seedTenant();
    const events = Array.from({ length: 501 }, () => payment());
    expect(await shop.send(events)).toMatchObject({ status: 413, body: { code: 'events.too_many' } });
    expect(await shop.send({ events })).toMatchObject({ status: 413 });
    await expectHeld(shop, 0);
    expect((await shop.send({ events: events.slice(0, 500) })).body).toMatchObject({ accepted: 500 });
    await expectHeld(shop, 500, 500_000);
  });

  it('1,048,576 bytes are taken, one more refused', async () => {
    const shop = await seedTenant();
    expect(await post(shop, batchOf(MAX_BYTES + 1))).toMatchObject({
      status: 413,
      body: { code: 'request.too_large' },
    });
    expect(await postGzip(shop, await gzip(batchOf(MAX_BYTES + 1)))).toMatchObject({ status: 413 });
    await expectHeld(shop, 0);
    expect((await post(shop, batchOf(MAX_BYTES))).body).toMatchObject({ accepted: 40 });
    expect((await postGzip(shop, await gzip(batchOf(MAX_BYTES)))).body).toMatchObject({ accepted: 40 });
    await expectHeld(shop, 80, 80);
  });

  it('the limit counts bytes, not characters', async () => {
    const shop = await seedTenant();
    const pad = 'é'.repeat(13_200);
    const events = Array.from({ length: 40 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', pad } }));
    expect(JSON.stringify(events).length).toBeLessThan(MAX_BYTES);
    expect(await shop.send(events)).toMatchObject({ status: 413 });
    await expectHeld(shop, 0);
  });

  it('packed bytes over the limit are refused before they are unpacked', async () => {
    const shop = await seedTenant();
    const noise = new Uint8Array(MAX_BYTES + 10);
    for (let i = 0; i < noise.length; i += 65_536) crypto.getRandomValues(noise.subarray(i, i + 65_536));
    expect(await postGzip(shop, noise)).toMatchObject({ status: 413 });
    await expectHeld(shop, 0);
  });

  it('a gzip bomb is refused without being unpacked', async () => {
    const shop = await seedTenant();
    const bomb = await gzip(new Uint8Array(100 * MAX_BYTES));
    expect(bomb.length).toBeLessThan(MAX_BYTES);
    const start = Date.now();
    expect(await postGzip(shop, bomb)).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
    expect(Date.now() - start).toBeLessThan(1_000);
    await expectHeld(shop, 0);
  });
});

describe('gzip', () => {
  it('that is cut, false, altered or followed by something is 400', async () => {
    const shop = await seedTenant();
    const packed = await gzip(JSON.stringify([payment()]));
    const altered = packed.slice();
    altered[altered.length - 6]! ^= 0xff;
    const trailed = new Uint8Array([...packed, 1, 2, 3, 4]);
    for (const body of [packed.slice(0, -1), packed.slice(0, 20), altered, trailed, new Uint8Array([31, 139])]) {
      expect(await postGzip(shop, body)).toMatchObject({ status: 400, body: { code: 'request.not_gzip' } });
    }
    expect(await postGzip(shop, new TextEncoder().encode('[]'))).toMatchObject({ status: 400 });
    expect(await postGzip(shop, new Uint8Array(0))).toMatchObject({ status: 400 });
    await expectHeld(shop, 0);
    expect((await postGzip(shop, packed)).body).toMatchObject({ accepted: 1 });
    expect((await postGzip(shop, packed, { 'content-encoding': 'GZIP' })).body).toMatchObject({ duplicates: 1 });
    await expectHeld(shop, 1);
  });

  it('of NDJSON is taken', async () => {
    const shop = await seedTenant();
    const body = await gzip(`${JSON.stringify(payment())}\n${JSON.stringify(payment())}\n`);
    expect((await postGzip(shop, body, NDJSON)).body).toMatchObject({ accepted: 2 });
  });

  it.each(['br', 'deflate', 'gzip, gzip', 'zstd', 'nonsense'])('encoding %s is 415', async (encoding) => {
    const shop = await seedTenant();
    const reply = await post(shop, JSON.stringify([payment()]), { 'content-encoding': encoding });
    expect(reply).toMatchObject({ status: 415, body: { code: 'request.unsupported_encoding' } });
    expect(await heldBy(shop)).toMatchObject({ keys: 0, events: 0 });
  });
});
