import { describe, expect, it } from 'vitest';
import { expectHeld, heldBy, post } from '../../../testing/faults.ts';
import { operate, payment, request, seedTenant } from '../../../testing/seed.ts';

const SERVER_ONLY = [
  'payment_succeeded',
  'payment_failed',
  'refund_issued',
  'subscription_started',
  'subscription_canceled',
];

describe('content types', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON; charset="utf-8"',
    'application/x-ndjson',
    'application/x-ndjson; charset=utf-8',
  ])('%s is taken', async (type) => {
    const shop = await seedTenant();
    const reply = await post(shop, JSON.stringify(payment()), { 'content-type': type });
    expect(reply).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  it('others are 415 and write nothing', async () => {
    const shop = await seedTenant();
    const types = [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/jsonp',
      'application/json; charset=utf-16',
      'application/json; charset=iso-8859-1',
      'application/octet-stream',
      'nonsense',
      '',
    ];
    for (const type of types) {
      const reply = await post(shop, JSON.stringify(payment()), { 'content-type': type });
      expect(reply, type).toMatchObject({ status: 415, body: { code: 'request.unsupported_type', status: 415 } });
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
    }
    await expectHeld(shop, 0);
  });
});

describe('the reply to a bare event', () => {
  it('is 200, 422, 409 or 403 for what an array reports per event', async () => {
    const shop = await seedTenant();
    const event = payment({ idempotency_key: 'k' });
    const changed = { ...event, actor_id: 'other' };
    expect(await shop.send(event)).toMatchObject({ status: 200, body: { accepted: 1, results: [{ index: 0 }] } });
    expect(await shop.send(event)).toMatchObject({ status: 200, body: { duplicates: 1 } });
    expect(await shop.send(changed)).toMatchObject({ status: 409, body: { code: 'event.conflict' } });
    expect(await shop.send(payment({ source: 'x' }))).toMatchObject({ status: 422, body: { code: 'event.invalid' } });
    expect(await shop.send([changed])).toMatchObject({ status: 200, body: { rejected: 1 } });
    expect(await shop.send({ events: [changed] })).toMatchObject({ status: 200, body: { rejected: 1 } });
    await expectHeld(shop, 1, 1_000);
  });

  it('carries code, request id and a link to the page of its error', async () => {
    const shop = await seedTenant();
    const { headers, body } = await shop.send(payment({ source: 'x' }));
    expect(body).toMatchObject({ status: 422, code: 'event.invalid', title: expect.stringContaining('source') });
    expect(body.type).toMatch(/docs\/errors\/event\.invalid\.md$/);
    expect(body.request_id).toBe(headers.get('x-request-id'));
  });
});

describe('a publishable key', () => {
  it('may not send payments, refunds and subscriptions: 403 alone, rejected in a batch', async () => {
    const shop = await seedTenant();
    const money = { amount_cents: 1, currency: 'GBP' };
    const events = SERVER_ONLY.map((event_type) => payment({ event_type, payload: money }));
    for (const event of events) {
      const reply = await request('POST', '/v1/events', shop.publishable_key, event);
      expect(reply).toMatchObject({ status: 403, body: { code: 'event.server_only' } });
    }
    const signup = { event_type: 'signup', idempotency_key: 's', payload: money };
    const batch = await request('POST', '/v1/events', shop.publishable_key, [...events, signup]);
    expect(batch).toMatchObject({ status: 200, body: { accepted: 1, rejected: events.length } });
    for (const result of batch.body.results.slice(0, -1)) {
      expect(result).toMatchObject({ status: 'rejected', code: 'event.server_only' });
    }
    await expectHeld(shop, 1, 1);
  });

  it('may send what visitors do', async () => {
    const shop = await seedTenant();
    const types = ['lead_created', 'signup', 'checkout_started', 'booking_requested', 'message_received'];
    const events = [...types, 'content_published', 'session_started', 'custom.shop.viewed'].map((event_type) => ({
      event_type,
      idempotency_key: 'k',
    }));
    const reply = await request('POST', '/v1/events', shop.publishable_key, events);
    expect(reply.body).toMatchObject({ accepted: events.length });
  });
});

describe('credentials', () => {
  it('that are absent, false or revoked are 401 and write nothing', async () => {
    const shop = await seedTenant();
    const event = JSON.stringify(payment());
    const type = { 'content-type': 'application/json' };
    const none = await request('POST', '/v1/events', undefined, event, type);
    expect(none).toMatchObject({ status: 401, body: { code: 'auth.missing', status: 401 } });
    const key = shop.secret_key;
    const wrong = [
      `Bearer ${key.slice(0, -1)}`,
      `Bearer ${key}x`,
      `Bearer ${key.toUpperCase()}`,
      `Bearer ${key.replace('sk_', 'pk_')}`,
      'Bearer sk_',
      'Bearer ',
      'Bearer',
      `Basic ${btoa(`${key}:`)}`,
      key,
      `Bearer ${key} ${key}`,
      'Bearer undefined',
    ];
    for (const authorization of wrong) {
      const reply = await request('POST', '/v1/events', undefined, event, { ...type, authorization });
      expect(reply, authorization).toMatchObject({ status: 401, body: { code: 'auth.invalid_key' } });
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
    }
    await expectHeld(shop, 0);
  });

  it('a revoked key is 401 at once where it was revoked', async () => {
    const shop = await seedTenant();
    const made = (await operate('POST', `/v1/admin/projects/${shop.project_id}/keys`, { name: 'k' })).body;
    expect((await request('POST', '/v1/events', made.key, payment())).body).toMatchObject({ accepted: 1 });
    expect((await operate('DELETE', `/v1/admin/keys/${made.id}`)).status).toBe(204);
    expect(await request('POST', '/v1/events', made.key, payment())).toMatchObject({ status: 401 });
    await expectHeld(shop, 1);
  });

  it('come before everything else: a bad body without a key is 401, a key without the scope 403', async () => {
    const shop = await seedTenant();
    const json = { 'content-type': 'application/json' };
    expect(await request('POST', '/v1/events', undefined, '{', json)).toMatchObject({ status: 401 });
    const path = `/v1/admin/projects/${shop.project_id}/keys`;
    const { key } = (await operate('POST', path, { name: 'reader', scopes: ['read'] })).body;
    expect(await request('POST', '/v1/events', key, payment())).toMatchObject({ status: 403 });
    expect(await request('POST', '/v1/events', key, [])).toMatchObject({ status: 403 });
    const writer = (await operate('POST', path, { name: 'writer', scopes: ['events:write'] })).body.key;
    expect(await request('GET', '/v1/events', writer)).toMatchObject({ status: 403 });
    expect((await request('POST', '/v1/events', writer, payment())).body).toMatchObject({ accepted: 1 });
    await expectHeld(shop, 1);
  });

  it('of a suspended tenant are 403 and write nothing', async () => {
    const shop = await seedTenant();
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { status: 'suspended' });
    expect(await shop.send(payment())).toMatchObject({ status: 403, body: { code: 'tenant.suspended' } });
    expect(await heldBy(shop)).toMatchObject({ events: 0 });
  });

  it('of the operator do not make an ingest key', async () => {
    expect((await operate('POST', '/v1/events', payment())).status).toBe(400);
  });
});

it('other methods are 405, other paths 404', async () => {
  const shop = await seedTenant();
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    expect((await shop.call(method, '/v1/events', payment())).status).toBe(405);
  }
  for (const path of ['/v1/event', '/v1/events/', '/v1//events', '/v2/events']) {
    expect((await shop.call('POST', path, payment())).status, path).toBe(404);
  }
  await expectHeld(shop, 0);
});
