/** Pushes to people's devices, by a push service that opens them as browsers do. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { WebPushFake } from '../../../../scripts/fakes/web-push/web-push.ts';
import type { AccessRole } from '../../../tenants/auth/permissions.ts';
import { reach } from '../../../testing/fakes/reach.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { ownQueue } from '../../../testing/letters.ts';
import { anOccasion } from '../../../testing/notifications.ts';
import { type Person, type Seed, seedPerson, seedTenant } from '../../../testing/seed.ts';
import { planOccasion } from '../index.ts';
import type { Occasion } from '../occasion.ts';

const SERVICE = 'https://push.example';

/** A shop, a member with a device, and the service that reaches it. */
async function shopWithDevice(role: AccessRole = 'editor') {
  const fake = new WebPushFake(SERVICE);
  reach(SERVICE, fake);
  const shop = await seedTenant();
  const ann = await seedPerson(shop, role);
  // Mails are not what is looked at here.
  await ann.call('PUT', '/v1/notification-preferences', { severities: { email: [] } });
  const subscription = fake.subscribe(await senderOf(ann));
  const added = await add(ann, subscription);
  return { fake, shop, ann, subscription, added };
}

async function senderOf(person: Person): Promise<string> {
  const { kinds } = (await person.call('GET', '/v1/channels')).body;
  return kinds.find(({ kind }: { kind: string }) => kind === 'web_push').public_key;
}

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36';
const add = (person: Person, subscription: object) =>
  person.call('POST', '/v1/channels', { kind: 'web_push', subscription }, { 'user-agent': CHROME });

/** Plans an occasion and delivers it; `again` delivers what is tried again. */
async function carry(shop: Seed, over: Partial<Occasion> = {}, bindings = {}) {
  const queue = ownQueue({ ...env, DELIVERY_TIMEOUT_MS: '60', DELIVERY_DELAYS_MS: '1,1', ...bindings });
  const occasion = anOccasion(shop, over);
  await planOccasion(queue.sender, occasion);
  await queue.deliver();
  return { occasion, ...queue };
}

describe('a device', () => {
  it('gets alerts of every project by the person’s preferences, encrypted, signed and with their urgency', async () => {
    const { fake, shop, added } = await shopWithDevice();
    expect(added).toMatchObject({ status: 201, body: { kind: 'web_push', personal: true, state: 'active' } });
    expect(added.body).toMatchObject({ name: 'Chrome · Linux', address: 'push.example' });
    const { occasion } = await carry(shop, { severity: 'critical' });
    await carry(shop, { severity: 'info' });
    expect(fake.shown).toHaveLength(1);
    const { payload, ...push } = fake.shown[0]!;
    expect(push).toMatchObject({ ttl: 86_400, urgency: 'high', claims: { aud: SERVICE } });
    expect(push.topic).toMatch(/^\w{32}$/);
    const { alert_id } = occasion.content as { alert_id: string };
    expect(JSON.parse(payload)).toMatchObject({
      title: 'Warning: Payments are above 100 · Shop',
      url: `/alerts?project=${shop.project_id}&alert=${alert_id}`,
      stays: true,
      tag: push.topic,
    });
  });

  it('offers to act on an open alert, to who may', async () => {
    const { fake, shop } = await shopWithDevice('editor');
    const viewer = await seedPerson(shop, 'viewer');
    await add(viewer, fake.subscribe(await senderOf(viewer)));
    const [raised] = await judgeAll(shop, [firing(shop)]);
    const alert_id = raised!.alert_id!;
    const content = { ...(anOccasion(shop).content as object), alert_id };
    await carry(shop, { content });
    const alerts = fake.shown.map(({ payload }) => JSON.parse(payload).alert);
    const offered = { id: alert_id, project_id: shop.project_id, acknowledge: 'Acknowledge', snooze: 'Snooze 1 hour' };
    expect(alerts.filter((alert) => alert !== null)).toEqual([offered]);
    expect(alerts).toHaveLength(2);
  });

  it('hears that an alert is over where it heard that it began, in its place', async () => {
    const { fake, shop } = await shopWithDevice();
    const { occasion } = await carry(shop);
    const over = { ...occasion, source_id: `${occasion.subject.id} resolved`, type: 'alert.resolved' };
    await carry(shop, { ...over, follows: { source_id: occasion.source_id, at: occasion.at } });
    expect(fake.shown.map(({ payload }) => JSON.parse(payload).title)).toEqual([
      'Warning: Payments are above 100 · Shop',
      'Resolved: Payments are above 100 · Shop',
    ]);
    expect(fake.shown[0]!.topic).toBe(fake.shown[1]!.topic);
  });

  it.each([404, 410])('that its service no longer knows (%i) is dropped', async (status) => {
    const { fake, shop, ann } = await shopWithDevice();
    fake.next({ kind: 'status', status });
    const { rowsOf } = await carry(shop);
    expect(await rowsOf()).toMatchObject([{ state: 'suppressed', reason: 'device_gone' }]);
    expect((await ann.call('GET', '/v1/channels')).body.data).toEqual([]);
    await carry(shop);
    expect(fake.calls).toBe(1);
  });

  it.each([
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
    ['500', { kind: 'status', status: 500 }, 'unavailable'],
    ['no answer', { kind: 'stall' }, 'timeout'],
  ] as const)('whose service answers with %s gets it by a later try', async (_, trouble, reason) => {
    const { fake, shop } = await shopWithDevice();
    fake.next(trouble);
    const { rowsOf, deliver } = await carry(shop);
    const [row] = await rowsOf();
    expect(row).toMatchObject({ state: 'failed', reason });
    if (reason === 'rate_limited') {
      expect(Date.parse(row!.next_attempt_at!)).toBeGreaterThan(Date.now() + 3_000);
      return;
    }
    await deliver();
    expect(await rowsOf()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(fake.shown).toHaveLength(1);
  });

  it('of a member who was removed, or became a partner, gets nothing', async () => {
    const { fake, shop, ann } = await shopWithDevice();
    const owner = await seedPerson(shop, 'owner');
    const queue = ownQueue(env);
    await planOccasion(queue.sender, anOccasion(shop, { user_ids: [ann.user_id] }));
    expect((await owner.call('DELETE', `/v1/members/${ann.user_id}`)).status).toBe(204);
    await queue.deliver();
    expect(await queue.rowsOf()).toMatchObject([{ channel: 'web_push', state: 'suppressed', reason: 'not_a_member' }]);
    expect(fake.shown).toEqual([]);
  });

  it('is tried out, renamed and removed by its person alone', async () => {
    const { fake, shop, ann, added } = await shopWithDevice();
    const owner = await seedPerson(shop, 'owner');
    const path = `/v1/channels/${added.body.id}`;
    expect((await owner.call('GET', '/v1/channels')).body.data).toEqual([]);
    for (const [method, end, body] of [
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', ''],
      ['POST', '/test'],
    ] as const) {
      expect((await owner.call(method, path + end, body)).status).toBe(404);
    }
    expect((await ann.call('PATCH', path, { name: 'Laptop' })).body.name).toBe('Laptop');
    expect((await ann.call('PATCH', path, { severities: ['info'] })).status).toBe(422);
    expect((await ann.call('POST', `${path}/test`)).status).toBe(202);
    await expect.poll(() => fake.shown.length, { timeout: 8_000 }).toBe(1);
    const log = (await owner.call('GET', '/v1/deliveries')).body;
    expect(log.data[0].recipient).toEqual({ id: added.body.id, name: 'Ms editor', address: 'Laptop' });
    expect(JSON.stringify(log)).not.toContain('push.example/');
    expect((await ann.call('DELETE', path)).status).toBe(204);
    await carry(shop);
    expect(fake.shown).toHaveLength(1);
  });

  it('that another person signs in on is theirs from then on, in every workspace', async () => {
    const { fake, shop, subscription, ann } = await shopWithDevice();
    const elsewhere = await seedTenant();
    const bob = await seedPerson(elsewhere, 'owner');
    expect((await add(bob, subscription)).status).toBe(201);
    await carry(shop);
    expect((await ann.call('GET', '/v1/channels')).body.data).toEqual([]);
    expect(fake.shown).toEqual([]);
    await carry(elsewhere);
    expect(fake.shown).toHaveLength(1);
  });
});

describe('what is refused', () => {
  const bad = (over: object) => ({ endpoint: 'https://push.example/x', keys: KEYS, ...over });

  it.each([
    ['a private address', { endpoint: 'https://10.0.0.7/push' }],
    ['this machine, where that is not allowed', { endpoint: 'http://127.0.0.1:9420/push/x' }],
    ['an address of another protocol', { endpoint: 'file:///etc/passwd' }],
    ['a name and a password', { endpoint: 'https://a:b@push.example/x' }],
    ['a key that is no point', { keys: { p256dh: `BA${'A'.repeat(85)}`, auth: 'A'.repeat(22) } }],
    ['a short secret', { keys: { p256dh: `BA${'A'.repeat(85)}`, auth: 'AAAA' } }],
  ])('%s', async (_, over) => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'viewer');
    const reply = await add(ann, bad(over));
    expect([reply.status, reply.body.code]).toEqual([422, 'request.invalid']);
    expect((await ann.call('GET', '/v1/channels')).body.data).toEqual([]);
  });

  it('a key, which has no device, and a partner, who is told nothing', async () => {
    const fake = new WebPushFake(SERVICE);
    const shop = await seedTenant();
    const subscription = fake.subscribe('x');
    const partner = await seedPerson(shop, 'partner');
    const replies = [
      await shop.call('POST', '/v1/channels', { kind: 'web_push', subscription }),
      await add(partner, subscription),
    ];
    expect(replies.map(({ status }) => status)).toEqual([403, 403]);
  });

  it('the twenty-first device', async () => {
    const { fake, ann } = await shopWithDevice();
    const sender = await senderOf(ann);
    for (let i = 1; i < 20; i += 1) expect((await add(ann, fake.subscribe(sender))).status).toBe(201);
    expect((await add(ann, fake.subscribe(sender))).body.code).toBe('channel.exists');
  });
});

describe('an installation without a key for pushes', () => {
  it('plans the other ways, and plans no push', async () => {
    const { fake, shop, ann } = await shopWithDevice();
    await ann.call('PUT', '/v1/notification-preferences', { severities: { email: ['warning'] } });
    const { rowsOf } = await carry(shop, {}, { VAPID_KEY: '' });
    expect((await rowsOf()).map(({ channel, state }) => [channel, state])).toEqual([['email', 'sent']]);
    expect(fake.calls).toBe(0);
  });
});

const KEYS = new WebPushFake(SERVICE).subscribe('x').keys;
