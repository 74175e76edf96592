/** WhatsApp: what goes to a phone and how, by a fake of Meta's Cloud API. */
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { AccessRole } from '../../../tenants/auth/permissions.ts';
import { addPhone, codeFor, freshNumber, hook, whatsApp, withPhone } from '../../../testing/fakes/phones.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { ownQueue } from '../../../testing/letters.ts';
import { anOccasion } from '../../../testing/notifications.ts';
import { type Seed, seedPerson, seedTenant } from '../../../testing/seed.ts';
import { planOccasion } from '../index.ts';
import type { Occasion } from '../occasion.ts';

/** A shop, and a member whose confirmed phone gets warnings. */
async function shopWithPhone(role: AccessRole = 'editor') {
  const fake = whatsApp();
  const shop = await seedTenant();
  const ann = await seedPerson(shop, role);
  await ann.call('PUT', '/v1/notification-preferences', {
    severities: { email: [], whatsapp: ['warning', 'critical'] },
  });
  const phone = await withPhone(fake, ann);
  return { fake, shop, ann, phone };
}

/** Plans an occasion and delivers it. */
async function carry(shop: Seed, over: Partial<Occasion> = {}, bindings = {}) {
  const queue = ownQueue({ ...env, DELIVERY_TIMEOUT_MS: '60', DELIVERY_DELAYS_MS: '1,1', ...bindings });
  await planOccasion(queue.sender, anOccasion(shop, over));
  await queue.deliver();
  return queue;
}

/** Raises an alert, and waits until it lies on the phone; its id. */
async function raise({ fake, shop }: { fake: ReturnType<typeof whatsApp>; shop: Seed }): Promise<string> {
  const [raised] = await judgeAll(shop, [firing(shop)]);
  await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(1);
  return raised!.alert_id!;
}

const statusOf = async (shop: Seed, id: string) => (await shop.call('GET', `/v1/alerts/${id}`)).body;

describe('a phone', () => {
  it('gets nothing but a code until that is confirmed, and the proof of consent is kept', async () => {
    const fake = whatsApp();
    const shop = await seedTenant();
    const owner = await seedPerson(shop, 'owner');
    const number = freshNumber();
    fake.watched.add(number.slice(1));
    const added = await addPhone(owner, number.replace('+49', '+49 (0) '));
    expect(added).toMatchObject({
      status: 201,
      body: { kind: 'whatsapp', personal: true, state: 'pending', address: number },
    });
    await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(1);
    expect(fake.arrived[0]).toMatchObject({
      to: number.slice(1),
      template: { name: 'signalbox_code', language: { code: 'en' } },
    });
    await carry(shop, { severity: 'critical' });
    expect(fake.arrived).toHaveLength(1);
    expect((await owner.call('POST', `/v1/channels/${added.body.id}/test`)).body.code).toBe('channel.not_active');

    const code = fake.arrived[0]!.template!.components[0]!.parameters[0]!.text!;
    const wrong = code === '000000' ? '000001' : '000000';
    const path = `/v1/channels/${added.body.id}/confirm`;
    expect((await owner.call('POST', path, { code: wrong })).body.code).toBe('channel.wrong_code');
    expect((await owner.call('POST', path, { code })).body.state).toBe('active');
    const [entry] = (await owner.call('GET', '/v1/audit?action=channel.added')).body.data;
    const text = expect.stringContaining('I agree to get alerts from Signalbox by WhatsApp');
    expect(entry.after).toMatchObject({
      address: number,
      consent: { by: owner.user_id, text, locale: 'en', address: 'local' },
    });
    expect(JSON.stringify(entry)).not.toContain('digest');
    const rows = await env.DB.prepare('SELECT content FROM deliveries WHERE recipient = ?').bind(added.body.id).all();
    expect(rows.results[0]).toEqual({ content: null });
  });

  it('is not taken with other words than ours, another number, or too many wrong codes', async () => {
    whatsApp().watched.add('0');
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'viewer');
    const input = { kind: 'whatsapp', address: freshNumber(), consent: 'yes' };
    expect((await ann.call('POST', '/v1/channels', input)).body.errors[0].path).toBe('consent');
    expect((await shop.call('POST', '/v1/channels', input)).status).toBe(403);
    for (const address of ['12345', 'abc', '+1', `+49${'1'.repeat(20)}`]) {
      expect((await addPhone(ann, address)).body.errors[0].path).toBe('address');
    }
    const { body } = await addPhone(ann, freshNumber());
    const code = await codeFor(shop, body.id);
    const wrong = code === '111111' ? '111112' : '111111';
    const statuses = [];
    for (let i = 0; i < 7; i += 1)
      statuses.push((await ann.call('POST', `/v1/channels/${body.id}/confirm`, { code: wrong })).status);
    expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(statuses).toContain(429);
  });

  it('of somebody else stays theirs until the code is shown; another’s code is of no use', async () => {
    const { fake, ann, shop, phone } = await shopWithPhone();
    const bob = await seedPerson(shop, 'viewer');
    expect((await addPhone(bob, phone.address)).body.code).toBe('channel.exists');
    const elsewhere = await seedTenant();
    const eve = await seedPerson(elsewhere, 'owner');
    const { body } = await addPhone(eve, phone.address);
    expect((await ann.call('GET', '/v1/channels')).body.data[0].state).toBe('active');
    await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(1);
    const code = fake.arrived[0]!.template!.components[0]!.parameters[0]!.text!;
    expect((await ann.call('POST', `/v1/channels/${body.id}/confirm`, { code })).status).toBe(404);
    expect((await eve.call('POST', `/v1/channels/${body.id}/confirm`, { code })).status).toBe(200);
    expect((await ann.call('GET', '/v1/channels')).body.data).toEqual([]);
  });
});

describe('an alert', () => {
  it('comes by the template with its buttons, and by free text once the person has written', async () => {
    const { fake, shop, phone } = await shopWithPhone();
    const id = await raise({ fake, shop });
    const [first] = fake.arrived;
    expect(first).toMatchObject({ to: phone.address.slice(1), template: { name: 'signalbox_alert' } });
    expect(first!.template!.components[0]!.parameters[0]).toEqual({
      type: 'text',
      text: 'Warning: Payments are above 100 · Shop',
    });
    expect(first!.template!.components.at(-1)!.parameters[0]!.text).toBe(
      `alerts?project=${shop.project_id}&alert=${id}`,
    );
    for (const { parameters } of first!.template!.components.slice(1, 3))
      expect(parameters[0]!.payload!.length).toBeLessThan(129);
    await hook(fake.write(phone.address.slice(1), 'Hello'));
    await carry(shop);
    expect(fake.arrived[1]).toMatchObject({
      type: 'text',
      text: { body: expect.stringMatching(/^\*Warning: Payments/) },
    });
  });

  it.each([
    ['template', 0, 'acknowledged'],
    ['template', 1, 'snoozed'],
  ])('is acted on by a button of a %s', async (_, index, status) => {
    const { fake, shop, ann } = await shopWithPhone();
    const id = await raise({ fake, shop });
    const pressed_at = Math.floor(Date.now() / 1_000);
    const pressed = fake.press(fake.arrived[0]!, index, { timestamp: pressed_at });
    expect((await hook(pressed)).status).toBe(200);
    const alert = await statusOf(shop, id);
    expect(alert.status).toBe(status);
    if (status === 'acknowledged') expect(alert.acknowledged_by ?? ann.email).toBe(ann.email);
    const answer = status === 'acknowledged' ? 'Acknowledged:' : 'Snoozed for an hour:';
    await expect.poll(() => fake.arrived[1]?.text?.body, { timeout: 8_000 }).toContain(answer);
    // The same webhook again changes nothing and answers nothing; another press is answered, and that comes last.
    await hook(pressed);
    await hook(fake.press(fake.arrived[0]!, index, { timestamp: pressed_at }));
    await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(3);
    expect((await statusOf(shop, id)).snoozed_until).toBe(alert.snoozed_until);
  });

  it('is acted on by a button of free text', async () => {
    const { fake, shop, phone } = await shopWithPhone();
    await hook(fake.write(phone.address.slice(1), 'Hello'));
    const id = await raise({ fake, shop });
    expect(fake.arrived[0]!.interactive!.action.buttons.map(({ reply }) => reply.title)).toEqual([
      'Acknowledge',
      'Snooze 1 hour',
    ]);
    await hook(fake.press(fake.arrived[0]!, 0));
    expect((await statusOf(shop, id)).status).toBe('acknowledged');
    await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(2);
  });

  it('comes by the template where the window has closed without our noticing', async () => {
    const { fake, shop, phone } = await shopWithPhone();
    await hook(fake.write(phone.address.slice(1), 'Hello'));
    fake.next({ kind: 'error', status: 400, code: 131047 });
    const { deliver, rowsOf } = await carry(shop);
    expect(await rowsOf()).toMatchObject([{ state: 'failed', reason: 'window_closed' }]);
    await deliver();
    expect(await rowsOf()).toMatchObject([{ state: 'sent' }]);
    expect(fake.arrived.map(({ type }) => type)).toEqual(['template']);
  });

  it.each([
    ['429', { status: 429, headers: { 'retry-after': '9' } }, 'failed', 'rate_limited'],
    ['too many to this number', { status: 400, code: 131056 }, 'failed', 'rate_limited'],
    ['500', { status: 500, code: 131000 }, 'failed', 'unavailable'],
    ['a token that ended', { status: 401, code: 190 }, 'failed', 'not_allowed'],
    ['no such template', { status: 404, code: 132001 }, 'dead', 'template_missing'],
    ['a number without WhatsApp', { status: 400, code: 131026 }, 'dead', 'no_whatsapp'],
  ])('that meets %s', async (_, trouble, state, reason) => {
    const { fake, shop } = await shopWithPhone();
    fake.next({ kind: 'error', ...trouble });
    const { rowsOf } = await carry(shop);
    expect(await rowsOf()).toMatchObject([{ state, reason }]);
  });

  it('of which nobody knows whether it went out is not sent twice', async () => {
    const { fake, shop } = await shopWithPhone();
    fake.next({ kind: 'stall' });
    const { deliver, rowsOf } = await carry(shop);
    expect(await rowsOf()).toMatchObject([{ state: 'failed', reason: 'timeout' }]);
    await deliver();
    expect(await rowsOf()).toMatchObject([{ state: 'dead', reason: 'outcome_unknown' }]);
    expect(fake.calls).toBe(2);
  });

  it('is told of to nobody by this way where it is not configured; the others go out', async () => {
    const { fake, shop, ann } = await shopWithPhone();
    await ann.call('PUT', '/v1/notification-preferences', { severities: { email: ['warning'] } });
    const { rowsOf } = await carry(shop, {}, { WHATSAPP_ACCESS_TOKEN: '' });
    expect((await rowsOf()).map(({ channel, state }) => [channel, state])).toEqual([['email', 'sent']]);
    expect(fake.arrived).toEqual([]);
  });
});

describe('what WhatsApp reports', () => {
  it('shows in the delivery log: delivered, read, refused after all', async () => {
    const { fake, shop } = await shopWithPhone();
    const { rowsOf } = await carry(shop);
    const [message] = fake.arrived;
    for (const status of ['read', 'delivered']) expect((await hook(fake.report(message!, status))).status).toBe(200);
    expect(await rowsOf()).toMatchObject([{ state: 'sent', detail: 'read', provider_id: message!.id }]);
    await hook(fake.report(message!, 'failed', [{ code: 131026, title: 'Message undeliverable' }]));
    expect(await rowsOf()).toMatchObject([
      { state: 'dead', reason: 'no_whatsapp', detail: '131026 Message undeliverable' },
    ]);
  });
});
