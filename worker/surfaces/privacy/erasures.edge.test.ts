import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import { app } from '../../app.ts';
import { eventKeys, personOf } from '../../flow/events/index.ts';
import { evict, heldBy, listAll, query } from '../../testing/faults.ts';
import { checkChain, newJob, rawText } from '../../testing/privacy.ts';
import { operate, payment, request, type Seed, seedTenant, until } from '../../testing/seed.ts';
import type { PrivacyLedger } from './objects.ts';
import { runErasure } from './run-erasure.ts';

const erase = (shop: Seed, person: object) => shop.call('POST', '/v1/privacy/erasures', person);
const count = async (shop: Seed) =>
  (await operate('POST', `/v1/admin/projects/${shop.project_id}/reconcile`, { days: 7 })).body;

/** A hash of letters may spell any short name. */
const withoutHashes = (text: string) =>
  text
    .replace(/#[\w-]{43}/g, '#')
    .replace(/\b1\d{12}\b/g, 'time')
    .replace(/\b(prj|ten)_[0-9a-f]+/g, 'id');

const ANA = { actor_id: 'user-ana-4711', anonymous_id: 'anon-ana-0815' };

function anaAndBob(): Record<string, unknown>[] {
  return [
    payment({
      ...ANA,
      idempotency_key: 'order-ana-1',
      payload: { amount_cents: 1250, currency: 'GBP', note: 'for Ana' },
    }),
    { event_type: 'session_started', idempotency_key: 'user-ana-4711', anonymous_id: ANA.anonymous_id, source: 'sdk' },
    payment({ idempotency_key: 'order-bob-1', actor_id: 'user-bob', payload: { amount_cents: 800, currency: 'EUR' } }),
    { event_type: 'custom.shop.note', idempotency_key: 'note-1', payload: { text: 'wrote to ana@example.com today' } },
    { event_type: 'lead_created', idempotency_key: 'ana@example.com', payload: { email: 'Ana@Example.com' } },
  ];
}

describe('erasing a person', () => {
  it('leaves type, time, source and amount, and nothing of the person', async () => {
    const shop = await seedTenant();
    const sent = anaAndBob();
    await shop.send(sent);
    const before = await heldBy(shop);
    const leaves = (await checkChain(shop)).places;
    const receipt = await erase(shop, { ...ANA, email: 'ANA@example.com' });
    expect(receipt).toMatchObject({
      status: 200,
      body: { status: 'done', scanned: 5, erased: 4, matched_by: ['actor_id', 'anonymous_id', 'email'], exports: [] },
    });
    expect(receipt.body).not.toHaveProperty('subject');

    const [lead, note, bob, session, ana] = await listAll(shop);
    expect(ana).toEqual({
      id: expect.any(String),
      received_at: expect.any(String),
      schema_version: 1,
      event_type: 'payment_succeeded',
      occurred_at: expect.any(String),
      source: 'server',
      payload: { amount_cents: 1250, currency: 'GBP' },
      erased: true,
    });
    expect(session).toMatchObject({ source: 'sdk', payload: {}, erased: true });
    expect([note.erased, lead.erased, bob.erased]).toEqual([true, true, undefined]);
    expect(bob).toMatchObject({ actor_id: 'user-bob', idempotency_key: 'order-bob-1' });

    expect(await heldBy(shop)).toEqual(before);
    const text = await rawText(shop);
    for (const trace of ['ana', 'Ana', '-4711', '-0815', 'email_']) expect(withoutHashes(text)).not.toContain(trace);
    expect(text).toContain('user-bob');
    const chain = await checkChain(shop);
    expect(chain.problems).toEqual([]);
    expect(chain.places).toEqual(leaves);
    const [salts] = await query<{ salts: ArrayBuffer }>(shop, 'SELECT salts FROM segments');
    expect(Array.from({ length: 5 }, (_, i) => new Uint8Array(salts!.salts, i * 16, 16).some(Boolean))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(await count(shop)).toMatchObject({ differences: [] });
  });

  it('keeps duplicates and conflicts known, also after an eviction, and does not block what comes later', async () => {
    const shop = await seedTenant();
    const sent = anaAndBob();
    const first = (await shop.send(sent)).body;
    await erase(shop, { ...ANA, email: 'ana@example.com' });
    for (const again of [false, true]) {
      if (again) await evict(shop);
      const second = (await shop.send(sent)).body;
      expect(second).toMatchObject({ accepted: 0, duplicates: 5, rejected: 0 });
      expect(second.results.map((result: { event_id: string }) => result.event_id)).toEqual(
        first.results.map((result: { event_id: string }) => result.event_id),
      );
      const other = await shop.send({ ...sent[0], payload: { amount_cents: 1, currency: 'GBP' } });
      expect(other).toMatchObject({ status: 409, body: { code: 'event.conflict' } });
    }
    expect((await shop.send(payment(ANA))).body).toMatchObject({ accepted: 1 });
    expect((await listAll(shop))[0]).toMatchObject(ANA);
  });

  it.each(['order-ana-4111111111111111', 'ana:4111-1111-1111-1111', 'ana 020 7946 0958'])(
    'forgets the key %j, of which the event keeps only a masked form, and still knows its duplicates',
    async (idempotency_key) => {
      for (const event_type of ['signup', 'custom.shop.visit']) {
        const shop = await seedTenant();
        const sent = { event_type, idempotency_key, ...ANA };
        await shop.send([sent, { event_type, idempotency_key: 'bob' }]);
        expect((await erase(shop, ANA)).body).toMatchObject({ erased: 1 });
        const text = await rawText(shop);
        expect(text).toContain('bob');
        for (const trace of ['ana', '4111', '7946']) expect(withoutHashes(text)).not.toContain(trace);
        expect((await shop.send(sent)).body).toMatchObject({ accepted: 0, duplicates: 1 });
      }
    },
  );

  it('twice finds nothing the second time and gives the same digest', async () => {
    const shop = await seedTenant();
    await shop.send(anaAndBob());
    const first = (await erase(shop, ANA)).body;
    const second = (await erase(shop, ANA)).body;
    expect([first.erased, second.erased]).toEqual([2, 0]);
    expect(second.subject_digest).toBe(first.subject_digest);
    const list = await shop.call('GET', '/v1/privacy/erasures?limit=1');
    expect(list.body.data).toEqual([second]);
    const rest = await shop.call('GET', `/v1/privacy/erasures?cursor=${list.body.next_cursor}`);
    expect(rest.body).toEqual({ data: [first], next_cursor: null });
    expect((await shop.call('GET', `/v1/privacy/erasures/${first.id}`)).body).toEqual(first);
    const [row] = (await env.DB.prepare('SELECT subject FROM erasures WHERE id = ?').bind(first.id).all()).results;
    expect(row).toEqual({ subject: null });
  });

  it.each(['keep', 'redact', 'hash'])(
    'finds addresses and numbers under the policy %s as far as they are there',
    async (pii_policy) => {
      const shop = await seedTenant({ pii_policy });
      await shop.send([
        { event_type: 'signup', idempotency_key: 'a', payload: { note: 'ring +44 20 7946 0958 for Ana' } },
        { event_type: 'signup', idempotency_key: 'b', payload: { list: [{ 'ana@example.com': 1 }] } },
        { event_type: 'signup', idempotency_key: 'c', entity_id: 'ana@example.com', actor_type: 'ana@example.com' },
        { event_type: 'signup', idempotency_key: 'd', payload: { email: 'banana@example.com', phone: 442079460959 } },
      ]);
      const { erased } = (await erase(shop, { email: 'ana@EXAMPLE.com', phone: '+44 (0)20 7946 0958' })).body;
      expect(erased).toBe(pii_policy === 'redact' ? 0 : 3);
      const text = await rawText(shop);
      expect(text).not.toContain('"ana@');
      if (pii_policy === 'keep') expect(text).toContain('banana@example.com');
    },
  );

  it('goes on after an eviction and counts nothing twice', async () => {
    const shop = await seedTenant();
    const big = 'x'.repeat(3_000);
    for (let part = 0; part < 5; part++) {
      const events = Array.from({ length: 250 }, (_, i) =>
        payment({
          actor_id: i % 5 === 0 ? ANA.actor_id : `user-${i}`,
          payload: { amount_cents: 1, currency: 'GBP', big },
        }),
      );
      expect((await shop.send(events)).body.accepted).toBe(250);
    }
    const person = personOf(ANA, eventKeys(env.EVENT_SECRET, shop.project_id));
    const turn = async () => await ledgerOf<PrivacyLedger>(env, shop.project_id).erase('ers_test', person);
    const first = await turn();
    expect(first.next).toBeLessThan(first.upto);
    await evict(shop);
    let turns = 1;
    let progress = first;
    for (; progress.next < progress.upto; turns++) {
      progress = await turn();
      await evict(shop);
    }
    expect(turns).toBeGreaterThan(2);
    expect(progress).toMatchObject({ scanned: 1_250, erased: 250, upto: 1_250 });
    expect(await turn()).toEqual(progress);
    expect(await rawText(shop)).not.toContain(ANA.actor_id);
    expect((await checkChain(shop)).problems).toEqual([]);
    expect(await count(shop)).toMatchObject({ differences: [] });
  });

  it('is harmless when its message comes twice, at once or late', async () => {
    const shop = await seedTenant();
    await shop.send(anaAndBob());
    const { id } = (await erase(shop, ANA)).body;
    await env.DB.prepare("UPDATE erasures SET status = 'running', subject = ?, erased = 0 WHERE id = ?")
      .bind(JSON.stringify(ANA), id)
      .run();
    await Promise.all([runErasure(newJob(), shop.tenant_id, id), runErasure(newJob(), shop.tenant_id, id)]);
    await runErasure(newJob(), shop.tenant_id, id);
    const receipt = await shop.call('GET', `/v1/privacy/erasures/${id}`);
    expect(receipt.body).toMatchObject({ status: 'done', scanned: 5, erased: 2 });
  });

  it('is accepted while the ledger cannot be reached, and done by its message', async () => {
    const shop = await seedTenant();
    await shop.send(anaAndBob());
    const waiting = createExecutionContext();
    const asked = new Request('https://signalbox.test/v1/privacy/erasures', {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.secret_key}`, 'content-type': 'application/json' },
      body: JSON.stringify(ANA),
    });
    const away = { ...env, LEDGER: { idFromName: () => '', get: () => ({}) } };
    const reply = await app.fetch(asked, away, waiting);
    const receipt = (await reply.json()) as { id: string };
    expect([reply.status, receipt]).toMatchObject([202, { status: 'running', erased: 0 }]);
    const done = await until(
      () => shop.call('GET', `/v1/privacy/erasures/${receipt.id}`),
      ({ body }) => body.status === 'done',
      15,
    );
    expect(done.body).toMatchObject({ status: 'done', scanned: 5, erased: 2 });
  });

  it('of a project without events is done at once', async () => {
    const shop = await seedTenant();
    expect(await erase(shop, ANA)).toMatchObject({ status: 200, body: { status: 'done', scanned: 0, erased: 0 } });
  });

  it('refuses what names nobody, and who may not', async () => {
    const shop = await seedTenant();
    for (const person of [
      {},
      { name: 'Ana' },
      { actor_id: '' },
      { email: 'ana' },
      { phone: '12' },
      { email: 'a@b.co, c@d.co' },
    ]) {
      expect((await erase(shop, person)).status).toBe(422);
    }
    expect((await request('POST', '/v1/privacy/erasures', shop.publishable_key, ANA)).status).toBe(403);
    expect((await request('POST', '/v1/privacy/erasures', undefined, ANA)).status).toBe(401);
    const path = `/v1/admin/projects/${shop.project_id}/keys`;
    const reader = (await operate('POST', path, { name: 'reader', scopes: ['read', 'events:write'] })).body.key;
    for (const [method, target] of [
      ['POST', '/v1/privacy/erasures'],
      ['GET', '/v1/privacy/erasures'],
      ['POST', '/v1/exports'],
      ['GET', '/v1/exports'],
      ['GET', '/v1/exports/exp_1'],
      ['DELETE', '/v1/exports/exp_1'],
    ] as const) {
      const reply = await request(
        method,
        target,
        reader,
        method === 'POST' && target.endsWith('erasures') ? ANA : undefined,
      );
      expect(reply).toMatchObject({ status: 403, body: { permission: 'privacy:manage' } });
    }
    const { id } = (await erase(shop, ANA)).body;
    const other = await seedTenant();
    expect(await other.call('GET', `/v1/privacy/erasures/${id}`)).toMatchObject({ status: 404 });
    expect((await other.call('GET', '/v1/privacy/erasures')).body.data).toEqual([]);
  });
});
