/** WhatsApp's webhook, attacked: who is not WhatsApp, who is not the person, and who has no right moves nothing. */
import { env } from 'cloudflare:workers';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AccessRole } from '../../../tenants/auth/permissions.ts';
import { freshNumber, hook, whatsApp, withPhone } from '../../../testing/fakes/phones.ts';
import { firing, judgeAll } from '../../../testing/judgements.ts';
import { ownQueue } from '../../../testing/letters.ts';
import { anOccasion } from '../../../testing/notifications.ts';
import { request, seedPerson, seedTenant } from '../../../testing/seed.ts';
import { planOccasion } from '../index.ts';

/** An open alert that lies on a member's phone. */
async function alertOnPhone(role: AccessRole = 'editor') {
  const fake = whatsApp();
  const shop = await seedTenant();
  const [owner, ann] = [await seedPerson(shop, 'owner'), await seedPerson(shop, role)];
  await ann.call('PUT', '/v1/notification-preferences', { severities: { whatsapp: ['warning'] } });
  const phone = await withPhone(fake, ann);
  const [raised] = await judgeAll(shop, [firing(shop)]);
  await expect.poll(() => fake.arrived.length, { timeout: 8_000 }).toBe(1);
  const status = async () => (await shop.call('GET', `/v1/alerts/${raised!.alert_id}`)).body.status as string;
  return { fake, shop, owner, ann, phone, message: fake.arrived[0]!, status };
}

const answered = (fake: ReturnType<typeof whatsApp>) =>
  expect.poll(() => fake.arrived.at(-1)?.text?.body, { timeout: 8_000 });

describe('who is not WhatsApp', () => {
  it.each([
    ['a wrong signature', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['no signature', {}],
    ['another scheme', { 'x-hub-signature-256': 'sha1=0' }],
  ])('with %s is refused, and nothing is stored', async (_, headers) => {
    const { fake, message, status } = await alertOnPhone();
    const { body } = fake.press(message, 0);
    const reply = await hook({ body, headers: headers as Record<string, string> });
    expect([reply.status, reply.body.code]).toEqual([401, 'webhook.bad_signature']);
    expect(await status()).toBe('pending');
  });

  it('with a body that was changed after it was signed is refused', async () => {
    const { fake, message, status } = await alertOnPhone();
    const { body, headers } = fake.press(message, 1);
    expect((await hook({ body: body.replace('"s dlv_', '"a dlv_'), headers })).status).toBe(401);
    expect(await status()).toBe('pending');
  });

  it('asks the handshake with another token in vain; ours gets its challenge as plain text', async () => {
    const ask = (token: string) =>
      request(
        'GET',
        `/v1/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
        undefined,
      );
    expect((await ask('guess')).status).toBe(401);
    const reply = await ask(env.WHATSAPP_VERIFY_TOKEN!);
    expect([reply.status, reply.body]).toEqual([200, 1158201444]);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
  });
});

describe('a button', () => {
  it('that a viewer presses moves nothing, and says so', async () => {
    const { fake, message, status, owner, ann } = await alertOnPhone();
    expect((await owner.call('PATCH', `/v1/members/${ann.user_id}`, { role: 'viewer' })).status).toBe(200);
    await hook(fake.press(message, 0));
    expect(await status()).toBe('pending');
    await answered(fake).toContain('You may not act on this alert');
  });

  it('of who was removed from the workspace moves nothing', async () => {
    const { fake, message, status, owner, ann } = await alertOnPhone();
    await owner.call('DELETE', `/v1/members/${ann.user_id}`);
    await hook(fake.press(message, 0));
    expect(await status()).toBe('pending');
  });

  it('that comes from another phone moves nothing, a colleague’s included', async () => {
    const { fake, shop, message, status } = await alertOnPhone();
    const bob = await seedPerson(shop, 'editor');
    const other = await withPhone(fake, bob);
    for (const from of [other.address.slice(1), freshNumber().slice(1)]) {
      expect((await hook(fake.press(message, 0, { from }))).status).toBe(200);
    }
    expect(await status()).toBe('pending');
  });

  it('of another workspace’s alert moves nothing', async () => {
    const [one, two] = [await alertOnPhone(), await alertOnPhone()];
    const payload = two.message.template!.components[1]!.parameters[0]!.payload!;
    const forged = structuredClone(one.message);
    forged.template!.components[1]!.parameters[0]!.payload = payload;
    expect((await hook(one.fake.press(forged, 0))).status).toBe(200);
    expect([await one.status(), await two.status()]).toEqual(['pending', 'pending']);
  });

  it('that was pressed over a day ago, or in the future, moves nothing', async () => {
    const { fake, message, status } = await alertOnPhone();
    const now = Math.floor(Date.now() / 1_000);
    for (const timestamp of [now - 90_000, now + 3_600, Number.NaN]) await hook(fake.press(message, 0, { timestamp }));
    expect(await status()).toBe('pending');
  });

  it.each(['a dlv_x ten_x prj_x', 'x'.repeat(200), '__proto__', "a dlv_' OR 1=1 ten_x prj_x"])(
    'with the payload %s moves nothing',
    async (payload) => {
      const { fake, message, status } = await alertOnPhone();
      const forged = structuredClone(message);
      forged.template!.components[1]!.parameters[0]!.payload = payload;
      expect((await hook(fake.press(forged, 0))).status).toBe(200);
      expect(await status()).toBe('pending');
    },
  );
});

describe('a webhook', () => {
  it('about another number of the account, or of a shape that we do not know, changes nothing', async () => {
    const { fake, message, status } = await alertOnPhone();
    const signed = (body: string) => {
      const mac = createHmac('sha256', env.WHATSAPP_APP_SECRET!).update(body).digest('hex');
      return { body, headers: { 'x-hub-signature-256': `sha256=${mac}` } };
    };
    const { body } = fake.press(message, 0);
    expect((await hook(signed(body.replace(env.WHATSAPP_PHONE_NUMBER_ID!, '999')))).status).toBe(200);
    expect((await hook(signed('{"entry":[{"changes":[{"value":{"messages":[7,null]}}]}]}'))).status).toBe(200);
    expect((await hook(signed('{"entry":7}'))).status).toBe(422);
    expect(await status()).toBe('pending');
  });

  it('is not taken where no secret is set', async () => {
    const { default: worker } = await import('../../../index.ts');
    const url = 'https://signalbox.test/v1/webhooks/whatsapp';
    const init = { method: 'POST', body: '{"entry":[]}', headers: { 'content-type': 'application/json' } };
    const bare = { ...env, WHATSAPP_APP_SECRET: undefined } as never;
    const ctx = { waitUntil: () => {}, passThroughOnException: () => {} } as never;
    const reply = await worker.fetch!(new Request(url, init) as never, bare, ctx);
    expect(reply.status).toBe(503);
  });

  it('with STOP ends messages to that phone, in every workspace', async () => {
    const { fake, ann, phone, shop } = await alertOnPhone();
    await hook(fake.write(phone.address.slice(1), ' Stop. '));
    expect((await ann.call('GET', '/v1/channels')).body.data[0].state).toBe('unsubscribed');
    const before = fake.arrived.length;
    const queue = ownQueue(env);
    await planOccasion(queue.sender, anOccasion(shop));
    await queue.deliver();
    expect(fake.arrived).toHaveLength(before);
  });
});
