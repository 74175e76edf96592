import { describe, expect, it } from 'vitest';
import { expectHeld, heldBy, listAll, post } from '../../../testing/faults.ts';
import { payment, seedTenant } from '../../../testing/seed.ts';

/** A payment as JSON text, with more text put before its other fields and into its payload. */
function raw(key: string, { field = '', payload = '' }): string {
  const fields = `"event_type":"payment_succeeded","idempotency_key":"${key}"`;
  return `{${field}${fields},"payload":{${payload}"amount_cents":1000,"currency":"GBP"}}`;
}

const nested = (levels: number, core = '1') => '{"a":'.repeat(levels) + core + '}'.repeat(levels);
const arrays = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('keys that JavaScript treats specially', () => {
  it('are refused as fields of the event', async () => {
    const shop = await seedTenant();
    const fields = ['"__proto__":{},', '"__proto__":{"event_type":"signup"},', '"constructor":{},', '"toString":1,'];
    for (const field of fields) {
      expect(await post(shop, raw('a', { field })), field).toMatchObject({ status: 422 });
      expect((await post(shop, `[${raw('a', { field })}]`)).body, field).toMatchObject({ rejected: 1 });
    }
    await expectHeld(shop, 0);
  });

  it('do not stand in for missing fields', async () => {
    const shop = await seedTenant();
    const whole = raw('a', {});
    const bodies = [
      `{"__proto__":${whole}}`,
      `{"event_type":"payment_succeeded","idempotency_key":"a","__proto__":{"payload":{"amount_cents":1,"currency":"GBP"}}}`,
      `{"event_type":"payment_succeeded","idempotency_key":"a","payload":{"__proto__":{"amount_cents":1,"currency":"GBP"}}}`,
      `{"events":[${whole}],"__proto__":{}}`,
      `{"__proto__":{"events":[${whole}]}}`,
    ];
    for (const body of bodies) expect(await post(shop, body), body).toMatchObject({ status: 422 });
    await expectHeld(shop, 0);
  });

  it('are data in a payload: stored, compared and shown as they came', async () => {
    const shop = await seedTenant();
    const payload = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"hasOwnProperty":null,';
    const body = raw('a', { payload });
    expect(await post(shop, body)).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect((await post(shop, body)).body).toMatchObject({ duplicates: 1 });
    expect(await post(shop, raw('a', { payload: payload.replace('1', '3') }))).toMatchObject({ status: 409 });
    const stored = (await listAll(shop))[0].payload;
    expect(JSON.stringify(stored)).toBe(`{${payload}"amount_cents":1000,"currency":"GBP"}`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    await expectHeld(shop, 1, 1_000);
  });

  it('stay data when personal data beside them is replaced', async () => {
    const shop = await seedTenant();
    const payload = '"__proto__":{"mail":"ann@example.com"},"to":"ann@example.com",';
    expect((await post(shop, raw('a', { payload }))).body).toMatchObject({ accepted: 1 });
    const stored = JSON.stringify((await listAll(shop))[0].payload);
    expect(stored).not.toContain('example.com');
    expect(stored).toMatch(/^\{"__proto__":\{"mail":"email_[0-9a-f]+"\},"to":"email_[0-9a-f]+",/);
  });
});

describe('deep nesting', () => {
  it('of 32 levels is taken, payload included, whatever is innermost', async () => {
    const shop = await seedTenant();
    const cores = ['{}', '1', '"text"', 'null', '[]'];
    const bodies = cores.map((core, i) => {
      const levels = core === '{}' || core === '[]' ? 30 : 31;
      return raw(`k${i}`, { payload: `"deep":${nested(levels, core)},` });
    });
    const reply = await post(shop, `[${bodies.join(',')}]`);
    expect(reply.body).toMatchObject({ accepted: cores.length });
    expect(JSON.stringify((await listAll(shop)).at(-2).payload.deep)).toBe(nested(31));
    await expectHeld(shop, cores.length);
  });

  it.each([33, 40, 1_000, 10_000, 40_000])('of %d levels is refused, its neighbours stand', async (levels) => {
    const shop = await seedTenant();
    const deep = [nested(levels - 1), nested(levels - 1, '{}'), arrays(levels - 1)];
    const bodies = [raw('a', {}), ...deep.map((text, i) => raw(`d${i}`, { payload: `"deep":${text},` })), raw('b', {})];
    const reply = await post(shop, `[${bodies.join(',')}]`);
    expect(reply.body).toMatchObject({ accepted: 2, rejected: 3 });
    expect(await post(shop, bodies[1]!)).toMatchObject({ status: 422, body: { code: 'event.invalid' } });
    await expectHeld(shop, 2);
  });

  it.each([33, 40, 300, 3_000, 10_000, 100_000])('of %d levels below __proto__ is refused too', async (levels) => {
    const shop = await seedTenant();
    const body = raw('a', { payload: `"__proto__":${nested(levels)},` });
    expect(await post(shop, body)).toMatchObject({ status: 422 });
    expect((await post(shop, `[${body},${raw('b', {})}]`)).body).toMatchObject({ accepted: 1, rejected: 1 });
    await expectHeld(shop, 1);
  });

  it('outside of a payload is refused', async () => {
    const shop = await seedTenant();
    expect(await post(shop, arrays(500_000))).toMatchObject({ status: 200, body: { accepted: 0, rejected: 1 } });
    expect(await post(shop, nested(100_000))).toMatchObject({ status: 422 });
    expect(await post(shop, raw('a', { field: `"actor_id":${nested(10_000)},` }))).toMatchObject({ status: 422 });
    await expectHeld(shop, 0);
  });
});

describe('text that is not text', () => {
  it('invalid UTF-8 is 400', async () => {
    const shop = await seedTenant();
    const [head, tail] = raw('KEY', {}).split('KEY') as [string, string];
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0x80]]) {
      const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
      expect(await post(shop, new Uint8Array(body))).toMatchObject({ status: 400, body: { code: 'request.not_utf8' } });
    }
    expect(await post(shop, new Uint8Array(Buffer.from(`\uFEFF${raw('a', {})}`, 'utf16le')))).toMatchObject({
      status: 400,
    });
    await expectHeld(shop, 0);
  });

  it('half a surrogate pair is refused in ids and keys', async () => {
    const shop = await seedTenant();
    const halves = ['\\ud800', '\\udc00', 'a\\ud83d', '\\udc4d\\ud83d'];
    const fields = ['actor_id', 'entity_type', 'session_id'];
    const events = halves.flatMap((half) => [
      raw(half, {}),
      ...fields.map((field) => raw('a', { field: `"${field}":"${half}",` })),
    ]);
    expect((await post(shop, `[${events.join(',')}]`)).body).toMatchObject({ accepted: 0, rejected: events.length });
    await expectHeld(shop, 0);
  });

  it('half a surrogate pair in a payload is kept as it came, or refused', async () => {
    const shop = await seedTenant();
    const payload = '"text":"a\\ud800b","\\udc00":"key","mail":"ann@example.com \\ud83d",';
    const reply = await post(shop, `[${raw('a', { payload })},${raw('b', {})}]`);
    expect(reply.body.results[1]).toMatchObject({ status: 'accepted' });
    if (reply.body.accepted === 2) {
      const stored = (await listAll(shop)).at(-1).payload;
      expect(stored).toMatchObject({ text: 'a\ud800b', '\udc00': 'key' });
      expect(stored.mail).toMatch(/^email_[0-9a-f]+ \ud83d$/);
      expect((await post(shop, raw('a', { payload }))).body).toMatchObject({ duplicates: 1 });
      expect(await post(shop, raw('a', { payload: payload.replace('d800', 'd801') }))).toMatchObject({ status: 409 });
    }
    await expectHeld(shop, reply.body.accepted);
  });

  it('control characters and NUL make different keys, each known again', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    const keys = [
      'a',
      'a\\u0000',
      '\\u0000a',
      'a\\u0000b',
      'a\\u0001',
      '\\n',
      '\\r',
      '\\t',
      '\\u007f',
      '\\u2028',
      '#a',
    ];
    const spaces = [' ', '  ', ' a', 'a ', '\\u00a0', 'é', 'e\\u0301', '\\ufeff', '\\uffff', '\\"', '\\\\', "'"];
    const body = `[${[...keys, ...spaces].map((key) => raw(key, {})).join(',')}]`;
    const n = keys.length + spaces.length;
    expect((await post(shop, body)).body).toMatchObject({ accepted: n });
    expect((await post(shop, body)).body).toMatchObject({ accepted: 0, duplicates: n });
    await expectHeld(shop, n, n * 1_000);
    const sent = [...keys, ...spaces].map((key) => JSON.parse(`"${key}"`));
    expect((await listAll(shop)).map((event) => event.idempotency_key).reverse()).toEqual(sent);
  });

  it('NUL and quotes in payloads and ids come back unchanged', async () => {
    const shop = await seedTenant({ pii_policy: 'keep' });
    const text = `a\u0000b\u001f"'\\\u2028</script>\u{1F680}`;
    const event = payment({ actor_id: text, payload: { amount_cents: 1, currency: 'GBP', [text]: [text, { text }] } });
    expect((await shop.send(event)).body).toMatchObject({ accepted: 1 });
    expect((await listAll(shop))[0]).toMatchObject({ actor_id: text, payload: event.payload });
  });
});

it('a field that is sent twice counts with its last value, as JSON.parse reads it', async () => {
  const shop = await seedTenant();
  const body = raw('a', { payload: '"amount_cents":-1,' });
  expect((await post(shop, body)).body).toMatchObject({ accepted: 1 });
  expect(await heldBy(shop)).toMatchObject({ keys: 1, sum: 1_000 });
});

it('a refusal repeats no more of the request than a line', async () => {
  const shop = await seedTenant();
  const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`field_${i}`, i]));
  const reply = await shop.send([payment(fields)]);
  expect(reply.body).toMatchObject({ rejected: 1 });
  expect(reply.body.results[0].message.length).toBeLessThan(1_000);
});
