/** Bad input, hostile links, and people who leave between planning and delivery. */

import { env } from 'cloudflare:workers';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ownQueue } from '../../testing/letters.ts';
import { anOccasion, mailsOf, settled, tell } from '../../testing/notifications.ts';
import { freshEmail } from '../../testing/person.ts';
import { type Person, request, type Seed, seedPerson, seedTenant, until } from '../../testing/seed.ts';
import { planOccasion } from './index.ts';
import { linkToken } from './unsubscribe/token.ts';

/** An alert that is planned for a viewer of a shop and waits to be delivered. */
async function planned() {
  const shop = await seedTenant();
  const owner = await seedPerson(shop, 'owner');
  const bob = await seedPerson(shop, 'viewer');
  const queue = ownQueue(env);
  await planOccasion(queue.sender, anOccasion(shop, { user_ids: [bob.user_id] }));
  const state = async () => {
    await queue.deliver();
    const [row] = await queue.rowsOf();
    return `${row!.state} ${row!.reason}`;
  };
  return { shop, owner, bob, state };
}

describe('who may not have it any more when it goes out gets nothing', () => {
  it('a member who was removed', async () => {
    const { owner, bob, state } = await planned();
    expect((await owner.call('DELETE', `/v1/members/${bob.user_id}`)).status).toBe(204);
    expect(await state()).toBe('suppressed not_a_member');
    expect(await mailsOf(bob.email)).toEqual([]);
  });

  it('a member of an archived project', async () => {
    const { shop, owner, bob, state } = await planned();
    expect((await owner.call('POST', `/v1/projects/${shop.project_id}/archive`)).status).toBe(200);
    expect(await state()).toBe('suppressed project_not_in_use');
    expect(await mailsOf(bob.email)).toEqual([]);
  });

  it('who has switched it off meanwhile', async () => {
    const { bob, state } = await planned();
    const reply = await bob.call('PUT', '/v1/notification-preferences', { enabled: false });
    expect(reply).toMatchObject({ status: 200, body: { enabled: false, digest: 'off' } });
    expect(await state()).toBe('suppressed switched_off');
    expect(await mailsOf(bob.email)).toEqual([]);
  });

  it('an address whose row was tampered with', async () => {
    const { bob, state } = await planned();
    await env.DB.prepare('UPDATE users SET email = ? WHERE id = ?')
      .bind(`${bob.email}\r\nBcc: x@y.example`, bob.user_id)
      .run();
    expect(await state()).toBe('dead bad_address');
  });
});

describe('a recipient beside the members', () => {
  it.each([
    ['a header', 'a@x.example\r\nBcc: b@x.example'],
    ['two addresses', 'a@x.example,b@x.example'],
    ['a look-alike before the @', '\u0430nn@x.example'],
    ['no address', 'nobody'],
  ])('with %s is refused', async (_, address) => {
    const shop = await seedTenant();
    const reply = await shop.call('POST', '/v1/channels', { kind: 'email', address });
    expect([reply.status, reply.body.code]).toEqual([422, 'request.invalid']);
  });

  it('is left as it was by a change of nothing', async () => {
    const shop = await seedTenant();
    const { body } = await shop.call('POST', '/v1/channels', { kind: 'email', address: freshEmail('accountant') });
    expect(await shop.call('PATCH', `/v1/channels/${body.id}`, {})).toMatchObject({ status: 200, body });
  });

  it('with a look-alike domain shows as what it is', async () => {
    const shop = await seedTenant();
    const { body } = await shop.call('POST', '/v1/channels', { kind: 'email', address: 'ann@\u0430pple.example' });
    expect(body.address).toMatch(/^ann@xn--/);
  });

  it('gets one question, nothing before the answer, then what was chosen', async () => {
    const shop = await seedTenant();
    const address = freshEmail('accountant');
    const made = await shop.call('POST', '/v1/channels', { kind: 'email', address, severities: ['warning'] });
    expect(made).toMatchObject({ status: 201, body: { state: 'pending' } });
    await tell(shop);
    await settled(shop, 1);
    const asked = await mailsOf(address);
    expect(asked.map(({ subject }) => subject)).toEqual(['Mails about Shop: do you want them?']);
    expect((await shop.call('POST', `/v1/channels/${made.body.id}/test`)).body.code).toBe('channel.not_active');

    const path = linkIn(asked[0]!.text);
    // Programs that look into mails follow links: that alone is no consent.
    expect((await request('GET', path, undefined)).body).toContain('<form method="post">');
    expect((await shop.call('GET', '/v1/channels')).body.data[0].state).toBe('pending');
    expect((await request('POST', path, undefined, 'x', FORM)).status).toBe(200);
    await tell(shop);
    await settled(shop, 2);
    const mails = await until(
      () => mailsOf(address),
      ({ length }) => length === 2,
    );
    const alert = mails.find(({ subject }) => subject.includes('Payments are above 100'));
    expect(alert!.text).toContain('because this address agreed to mails about Shop');

    const { 'List-Unsubscribe': link } = JSON.parse(alert!.headers) as Record<string, string>;
    expect((await request('POST', pathOf(link!.slice(1, -1)), undefined, ONE_CLICK, FORM)).status).toBe(200);
    await tell(shop);
    await settled(shop, 2);
    expect(await mailsOf(address)).toHaveLength(2);
  });
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ONE_CLICK = 'List-Unsubscribe=One-Click';
const pathOf = (url: string) => new URL(url).pathname;
const linkIn = (text: string) => pathOf(/https?:\S+webhooks\S+/.exec(text)![0]);

describe('unsubscribing', () => {
  const tokenOf = ({ tenant_id, project_id }: Seed, { user_id: recipient }: Person) =>
    linkToken(env, 'unsubscribe', { tenant_id, project_id, recipient });

  it('needs no sign-in, ends the mails of its own reader alone, and can be taken back in the preferences', async () => {
    const shop = await seedTenant();
    const [ann, bob] = [await seedPerson(shop, 'owner'), await seedPerson(shop, 'viewer')];
    const path = `/v1/webhooks/unsubscribe/${tokenOf(shop, ann)}`;
    const page = await request('GET', path, undefined);
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('Do you want no more mails about Shop?') });
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect((await request('POST', path, undefined, ONE_CLICK, FORM)).status).toBe(200);
    const preferences = (await ann.call('GET', '/v1/notification-preferences')).body;
    expect(preferences.severities).toMatchObject({ email: [], in_app: ['info', 'warning', 'critical'] });
    await tell(shop);
    await settled(shop, 1);
    expect([await mailsOf(ann.email), await mailsOf(bob.email)].map(({ length }) => length)).toEqual([0, 1]);
    await ann.call('PUT', '/v1/notification-preferences', { severities: { email: ['critical'] } });
    expect((await ann.call('GET', '/v1/notification-preferences')).body.severities.email).toEqual(['critical']);
  });

  it('ends every mail of the project: daily heads, too', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'owner');
    await ann.call('PUT', '/v1/notification-preferences', { ledger_heads: true, digest: 'daily' });
    const path = `/v1/webhooks/unsubscribe/${tokenOf(shop, ann)}`;
    expect((await request('POST', path, undefined, ONE_CLICK, FORM)).status).toBe(200);
    const { body } = await ann.call('GET', '/v1/notification-preferences');
    expect(body).toMatchObject({ ledger_heads: false, digest: 'off', enabled: true });
  });

  it('with a token that was changed to another person does nothing', async () => {
    const shop = await seedTenant();
    const [ann, bob] = [await seedPerson(shop, 'owner'), await seedPerson(shop, 'viewer')];
    const [body, mac] = tokenOf(shop, ann).split('.');
    const forgedBody = Buffer.from(Buffer.from(body!, 'base64url').toString().replace(ann.user_id, bob.user_id));
    const confirming = linkToken(env, 'confirm', { ...shop, recipient: bob.user_id });
    const forged = [`${forgedBody.toString('base64url')}.${mac}`, `${body}.`, 'x', `${body}.${mac}x`, confirming];
    for (const token of forged) {
      const reply = await request('POST', `/v1/webhooks/unsubscribe/${token}`, undefined, ONE_CLICK, FORM);
      expect([token, reply.status, reply.body.code]).toEqual([token, 404, 'link.not_found']);
    }
    expect((await bob.call('GET', '/v1/notification-preferences')).body.severities.email).not.toEqual([]);
  });
});

describe('what Resend reports', () => {
  const secret = Buffer.from(env.RESEND_WEBHOOK_SECRET!.slice(6), 'base64');
  const bounce = (to: string) =>
    JSON.stringify({ type: 'email.bounced', data: { to: [to], bounce: { type: 'Permanent' } } });
  const post = (body: string, over: Record<string, string> = {}) => {
    const [id, timestamp] = ['msg_1', String(Math.floor(Date.now() / 1000))];
    const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,bad v1,${mac}`, ...over };
    return request('POST', '/v1/webhooks/resend', undefined, body, headers);
  };

  it('ends notifications to an address that does not exist; a passing trouble does not', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'owner');
    const passing = { type: 'email.bounced', data: { to: [ann.email], bounce: { type: 'Transient' } } };
    expect((await post(JSON.stringify(passing))).status).toBe(204);
    await tell(shop);
    expect(await settled(shop, 1)).toMatchObject([{ state: 'sent' }]);
    expect((await post(bounce(ann.email))).status).toBe(204);
    await tell(shop);
    const rows = await settled(shop, 2);
    expect(rows.map(({ state, reason }) => [state, reason])).toContainEqual(['suppressed', 'address_bounced']);
    expect(await mailsOf(ann.email)).toHaveLength(1);
  });

  it('is refused when it is forged, old or unsigned, and nothing is stored', async () => {
    const email = freshEmail();
    const stored = () => env.DB.prepare('SELECT count(*) AS n FROM suppressed_addresses').first('n');
    const before = await stored();
    const old = { 'svix-timestamp': String(Math.floor(Date.now() / 1000) - 3_600) };
    const forgeries: Record<string, string>[] = [
      { 'svix-signature': 'v1,AAAA' },
      { 'svix-id': 'msg_2' },
      old,
      { 'svix-signature': '' },
    ];
    for (const over of forgeries) {
      const reply = await post(bounce(email), over);
      expect([reply.status, reply.body.code]).toEqual([401, 'webhook.bad_signature']);
    }
    expect(await stored()).toBe(before);
  });
});

describe('names with markup in them', () => {
  it('stay text in mails, whoever gave them', async () => {
    const shop = await seedTenant();
    const ann = await seedPerson(shop, 'owner');
    const evil = '<img src=x onerror=alert(1)>\r\nBcc: x@y.example';
    await env.DB.prepare('UPDATE projects SET name = ? WHERE id = ?').bind(evil, shop.project_id).run();
    const occasion = anOccasion(shop);
    const part = { label: evil, now: 1, before: 9, unit: 'count', kind: 'value' };
    const payload = { ...(occasion.content as { payload: object }).payload, explanation: evil, parts: [part] };
    await tell(shop, { ...occasion, content: { ...occasion.content, title: evil, payload } });
    await settled(shop, 1);
    const [mail] = await mailsOf(ann.email);
    expect(mail!.html).not.toContain('<img');
    expect(mail!.html).toContain('&lt;img src=x');
    expect(mail!.subject).not.toMatch(/[\r\n]/);
    expect(mail!.text).not.toMatch(/^Bcc:/m);
    const [shown] = (await ann.call('GET', '/v1/notifications')).body.data;
    expect(shown.title).toContain('<img');
  });
});

it('ten thousand unread are counted, listed and read', async () => {
  const shop = await seedTenant();
  const ann = await seedPerson(shop, 'owner');
  const rows = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO notifications SELECT ?1, ?2, printf('ntf_%032d', i), ?3, 'alert.raised', 'info', 'g', '{}', 1, i, NULL, ?4 FROM n`;
  await env.DB.prepare(rows).bind(shop.tenant_id, ann.user_id, shop.project_id, new Date().toISOString()).run();
  expect((await ann.call('GET', '/v1/notifications/unread')).body).toEqual({ count: 10_000 });
  const first = (await ann.call('GET', '/v1/notifications?unread=true&limit=200')).body;
  expect(first.data).toHaveLength(200);
  const second = (await ann.call('GET', `/v1/notifications?unread=true&limit=200&cursor=${first.next_cursor}`)).body;
  expect(second.data[0].id < first.data.at(-1).id).toBe(true);
  const plan = await env.DB.prepare(
    `EXPLAIN QUERY PLAN SELECT * FROM notifications INDEXED BY notifications_unread WHERE tenant_id = ?1 AND user_id = ?2 AND read_at IS NULL
     AND CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END = ?3 ORDER BY id DESC LIMIT 51`,
  )
    .bind(shop.tenant_id, ann.user_id, 2)
    .all<{ detail: string }>();
  // A page is read from the index, nothing is sorted.
  expect(plan.results.map(({ detail }) => detail).join()).toMatch(
    /^SEARCH notifications USING INDEX notifications_unread [^,]*$/,
  );
  expect((await ann.call('POST', '/v1/notifications/read')).status).toBe(204);
  expect((await ann.call('GET', '/v1/notifications/unread')).body).toEqual({ count: 0 });
});
