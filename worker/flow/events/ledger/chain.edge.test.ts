import { env } from 'cloudflare:workers';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../../durable/stubs.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { evict, heldBy, listAll, query, ring } from '../../../testing/faults.ts';
import { payment, request, type Seed, seedTenant } from '../../../testing/seed.ts';
import type { EventsLedger } from '../objects.ts';

interface SegmentRow extends Record<string, SqlStorageValue> {
  seq: number;
  received_at: number;
  n: number;
  head: ArrayBuffer;
  salts: ArrayBuffer;
  leaves: ArrayBuffer;
  body: string;
}

interface CheckpointRow extends Record<string, SqlStorageValue> {
  seq: number;
  head: ArrayBuffer;
  at: number;
  signature: ArrayBuffer;
}

const sha = (...parts: (Uint8Array | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const hex = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('hex');
const segmentsOf = (shop: Seed) => query<SegmentRow>(shop, 'SELECT * FROM segments ORDER BY seq');
const checkpointsOf = (shop: Seed) => query<CheckpointRow>(shop, 'SELECT * FROM checkpoints ORDER BY seq');

/** The texts of a JSON array's elements exactly as they stand, cut without a parser. */
function elementsOf(array: string): string[] {
  const elements: string[] = [];
  let [depth, start, quoted] = [0, 1, false];
  for (let i = 1; i < array.length; i++) {
    const c = array[i]!;
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') depth++;
    else if (c === '}' || (c === ']' && depth > 0)) depth--;
    else if (depth === 0 && (c === ',' || c === ']')) {
      elements.push(array.slice(start, i));
      start = i + 1;
    }
  }
  return elements;
}

/** Checks every leaf and head from the stored texts alone; returns the last head. */
function verifyChain(segments: SegmentRow[], from: { seq: number; head: string }): { seq: number; head: string } {
  let end = from;
  for (const segment of segments) {
    const texts = elementsOf(segment.body);
    expect(texts).toHaveLength(segment.n);
    expect(segment.seq).toBe(end.seq);
    const salts = Buffer.from(segment.salts);
    expect(salts.length).toBe(16 * segment.n);
    const leaves = texts.map((text, i) => sha(salts.subarray(i * 16, i * 16 + 16), text));
    expect(hex(segment.leaves)).toBe(leaves.join(''));
    const head = sha(Buffer.from(end.head, 'hex'), Buffer.from(leaves.join(''), 'hex'));
    expect(hex(segment.head)).toBe(head);
    end = { seq: segment.seq + segment.n, head };
  }
  return end;
}

const GENESIS = { seq: 0, head: '0'.repeat(64) };

/** Events with everything that is awkward in JSON texts. */
const awkward = () =>
  payment({
    payload: {
      amount_cents: 7,
      currency: 'GBP',
      quotes: '"},{"\\',
      nested: [{ a: ['],[', { b: '\\"' }] }, [], {}],
      mail: 'ana@example.com',
      '10': 1,
      '2': 1e21,
      emoji: '👩‍🚀\u2028',
      empty: '',
    },
    actor_id: 'ana@example.com',
  });

/** Makes everything below place `seq` look received `days` ago. */
async function age(shop: Seed, seq: number, days: number): Promise<void> {
  await query(shop, 'UPDATE segments SET received_at = ? WHERE seq < ?', Date.now() - days * DAY_MS, seq);
}

describe('the chain', () => {
  it('verifies from the stored rows, appends of all sizes, evictions and refusals between them', async () => {
    const shop = await seedTenant();
    const sizes = [1, 3, 498, 1, 120, 2];
    for (const [i, size] of sizes.entries()) {
      const events = Array.from({ length: size }, (_, k) => (k % 7 === 0 ? awkward() : payment()));
      expect((await shop.send([...events, payment({ source: 'x' }), events[0]])).body).toMatchObject({
        accepted: size,
      });
      if (i === 2) await evict(shop);
    }
    await Promise.all(Array.from({ length: 30 }, () => shop.send(awkward())));
    const segments = await segmentsOf(shop);
    const end = verifyChain(segments, GENESIS);
    expect(end.seq).toBe(sizes.reduce((a, b) => a + b, 30));
    const salts = segments.flatMap((s) => hex(s.salts).match(/.{32}/g)!);
    expect(new Set(salts).size).toBe(end.seq);
  });

  it('breaks when a stored event is changed afterwards', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment()]);
    expect(verifyChain(await segmentsOf(shop), GENESIS).seq).toBe(2);
    await query(shop, `UPDATE segments SET body = replace(body, '1000', '1001')`);
    const segments = await segmentsOf(shop);
    expect(() => verifyChain(segments, GENESIS)).toThrow();
  });
});

describe('retention', () => {
  it('drops old segments behind a checkpoint that verifies with the published key, and the rest still chains', async () => {
    const shop = await seedTenant();
    for (let i = 0; i < 4; i++) await shop.send(Array.from({ length: 200 }, () => awkward()));
    const before = await segmentsOf(shop);
    await age(shop, 600, 91);
    await ring(shop, 'retention');
    const [checkpoint] = await checkpointsOf(shop);
    expect(checkpoint).toMatchObject({ seq: 600 });
    expect(hex(checkpoint!.head)).toBe(hex(before[2]!.head));
    const left = await segmentsOf(shop);
    expect(left.map(({ seq }) => seq)).toEqual([600]);
    verifyChain(left, { seq: checkpoint!.seq, head: hex(checkpoint!.head) });

    const published = await request('GET', '/.well-known/signalbox-keys', undefined);
    expect(published.status).toBe(200);
    const message = `signalbox checkpoint v1\n${shop.project_id}\n600\n${hex(checkpoint!.head)}\n`;
    const signature = Buffer.from(checkpoint!.signature);
    const holds = (text: string) =>
      published.body.keys.some((jwk: JsonWebKey) =>
        verify(null, Buffer.from(text), createPublicKey({ key: jwk as never, format: 'jwk' }), signature),
      );
    expect(holds(message)).toBe(true);
    expect(holds(message.replace('600', '601'))).toBe(false);
    expect(holds(message.replace(shop.project_id, 'prj_0'))).toBe(false);
    expect(JSON.stringify(published.body)).not.toContain('"d"');
  });

  it('keeps what is young, counts for ever, and knows duplicates and conflicts of what is gone', async () => {
    const shop = await seedTenant();
    const old = Array.from({ length: 300 }, (_, i) => payment({ idempotency_key: `old-${i}` }));
    const ids = (await shop.send(old)).body.results.map((result: { event_id: string }) => result.event_id);
    await shop.send([payment({ idempotency_key: 'young' })]);
    await age(shop, 300, 90.01);
    await ring(shop, 'retention');
    expect(await heldBy(shop)).toEqual({ keys: 301, events: 1, counted: 301, sum: 301_000 });
    expect((await listAll(shop)).map((event) => event.idempotency_key)).toEqual(['young']);
    for (const again of [false, true]) {
      if (again) await evict(shop);
      const reply = await shop.send(old);
      expect(reply.body).toMatchObject({ accepted: 0, duplicates: 300 });
      expect(reply.body.results.map((result: { event_id: string }) => result.event_id)).toEqual(ids);
      expect(await shop.send({ ...old[5], actor_id: 'other' })).toMatchObject({ status: 409 });
    }
    expect(await heldBy(shop)).toEqual({ keys: 301, events: 1, counted: 301, sum: 301_000 });
  });

  it('drops nothing that is younger than 90 days, and makes no checkpoint for nothing', async () => {
    const shop = await seedTenant();
    await shop.send([payment(), payment()]);
    await age(shop, 2, 89.99);
    await ring(shop, 'retention');
    expect(await checkpointsOf(shop)).toEqual([]);
    expect((await heldBy(shop)).events).toBe(2);
    const [alarm] = await query<{ due_at: number }>(shop, `SELECT due_at FROM alarms WHERE name = 'retention'`);
    expect(alarm!.due_at).toBeGreaterThan(Date.now() + DAY_MS / 2);
  });

  it('of everything: places, chain and listing go on from the checkpoint, also in a fresh object', async () => {
    const shop = await seedTenant();
    for (let i = 0; i < 3; i++) await shop.send(Array.from({ length: 150 }, () => payment()));
    await age(shop, 450, 120);
    await ring(shop, 'retention');
    expect(await listAll(shop)).toEqual([]);
    await evict(shop);
    const next = await shop.send(payment({ idempotency_key: 'after' }));
    expect(next.body.results[0].event_id).toMatch(/0000000001c2$/);
    const [checkpoint] = await checkpointsOf(shop);
    expect(checkpoint!.seq).toBe(450);
    verifyChain(await segmentsOf(shop), { seq: 450, head: hex(checkpoint!.head) });
    expect((await listAll(shop, '', 1)).map((event) => event.idempotency_key)).toEqual(['after']);
    const [blocks] = await query<{ n: number }>(
      shop,
      'SELECT count(*) AS n FROM blocks WHERE (block + 1) * 256 <= 450',
    );
    expect(blocks!.n).toBe(0);
  });

  it('a second time makes a second checkpoint; a cursor into what is gone ends the list', async () => {
    const shop = await seedTenant();
    for (let i = 0; i < 3; i++) await shop.send(Array.from({ length: 100 }, () => payment()));
    const first = await shop.call('GET', '/v1/events?limit=150');
    await age(shop, 100, 100);
    await ring(shop, 'retention');
    await age(shop, 200, 100);
    await ring(shop, 'retention');
    expect((await checkpointsOf(shop)).map(({ seq }) => seq)).toEqual([100, 200]);
    const rest = await shop.call('GET', `/v1/events?limit=150&cursor=${first.body.next_cursor}`);
    expect(rest).toMatchObject({ status: 200, body: { data: [], next_cursor: null } });
    expect(await listAll(shop, '', 60)).toHaveLength(100);
    expect((await ledgerOf<EventsLedger>(env, shop.project_id).list({ limit: 500 })).events).toHaveLength(100);
  });
});
