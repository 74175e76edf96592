import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Browser, freshEmail, mailsTo, newOwner, newPerson, PASSWORD, tokenFor } from '../../testing/person.ts';

const invite = (owner: Browser, email: string, role = 'viewer') =>
  owner.call('POST', '/v1/members/invitations', { email, role });
const read = (browser: Browser, token: string) => browser.call('POST', '/v1/invitations/read', { token });
const accept = (browser: Browser, token: string, body: object = {}) =>
  browser.call('POST', '/v1/invitations/accept', { token, ...body });
const newcomer = { name: 'Grace', password: PASSWORD };

describe('invitations', () => {
  it('bring a stranger in: the link proves the address', async () => {
    const owner = await newOwner();
    const email = freshEmail('guest');
    const made = await invite(owner, email.toUpperCase());
    expect(made).toMatchObject({ status: 201, body: { email, role: 'viewer', status: 'pending' } });
    expect(JSON.stringify(made.body)).not.toContain('digest');
    const token = await tokenFor(email);
    const guest = new Browser();
    expect((await read(guest, token)).body).toEqual({
      email,
      role: 'viewer',
      tenant: { name: 'Acme' },
      invited_by: 'Ada',
      expires_at: made.body.expires_at,
      account_exists: false,
    });
    expect((await accept(guest, token)).status).toBe(422);
    expect((await accept(guest, token, { ...newcomer, role: 'owner' })).status).toBe(422);
    expect((await accept(guest, token, newcomer)).status).toBe(204);
    expect((await guest.call('GET', '/v1/auth/session')).body).toMatchObject({
      user: { email, name: 'Grace', email_verified: true },
      tenant: { id: owner.tenant_id },
      role: 'viewer',
    });
    expect((await new Browser().call('POST', '/v1/auth/sign-in', { email, password: PASSWORD })).status).toBe(204);
    const { data } = (await owner.call('GET', '/v1/members/invitations')).body;
    expect(data).toMatchObject([{ email, status: 'accepted' }]);
  });

  it('bring a known person in, who must be signed in with that address', async () => {
    const owner = await newOwner();
    const [guest, other] = [await newPerson(), await newPerson()];
    await invite(owner, guest.email, 'editor');
    const token = await tokenFor(guest.email, 2);
    expect((await accept(new Browser(), token, newcomer)).body.code).toBe('invitation.sign_in_first');
    expect((await accept(other, token)).body.code).toBe('invitation.other_person');
    expect((await accept(guest, token)).status).toBe(204);
    expect((await guest.call('GET', '/v1/auth/session')).body).toMatchObject({ role: 'editor' });
    expect((await invite(owner, guest.email)).body.code).toBe('member.exists');
  });

  it('are no mail relay: a person and a workspace send a bounded number a day', async () => {
    const owner = await newOwner();
    const sent: number[] = [];
    for (let round = 0; round < 3; round++) {
      const invitations = Array.from({ length: 60 }, () => ({ email: freshEmail('relay'), role: 'viewer' }));
      const { body } = await owner.call('POST', '/v1/members/invitations', { invitations });
      const results = body.results as { status: string; code?: string }[];
      sent.push(results.filter(({ status }) => status === 'invited').length);
      for (const { status, code } of results)
        expect([status, code]).toContain(status === 'invited' ? undefined : 'auth.too_many_attempts');
    }
    expect(sent[0]).toBe(60);
    expect(sent[0]! + sent[1]! + sent[2]!).toBeLessThanOrEqual(102);
  });

  it('work once, also for two at the same moment', async () => {
    const owner = await newOwner();
    const email = freshEmail();
    await invite(owner, email);
    const token = await tokenFor(email);
    const replies = await Promise.all([1, 2, 3].map(() => accept(new Browser(), token, newcomer)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(2);
    expect((await accept(new Browser(), token, newcomer)).body.code).toBe('invitation.used');
    expect((await read(new Browser(), token)).body.code).toBe('invitation.used');
    const count = await env.DB.prepare('SELECT count(*) AS n FROM users WHERE email = ?').bind(email).first('n');
    expect(count).toBe(1);
  });

  it('end when revoked or after seven days; a new mail replaces the old link', async () => {
    const owner = await newOwner();
    const [revoked, expired, resent] = [freshEmail(), freshEmail(), freshEmail()];
    const ids = new Map<string, string>();
    for (const email of [revoked, expired, resent]) ids.set(email, (await invite(owner, email)).body.id);
    const path = (email: string) => `/v1/members/invitations/${ids.get(email)}`;

    expect((await owner.call('DELETE', path(revoked))).status).toBe(204);
    expect((await owner.call('DELETE', path(revoked))).body.code).toBe('invitation.revoked');
    expect((await accept(new Browser(), await tokenFor(revoked), newcomer)).body.code).toBe('invitation.revoked');

    await env.DB.prepare("UPDATE invitations SET expires_at = '2026-01-01T00:00:00.000Z' WHERE email = ?")
      .bind(expired)
      .run();
    expect((await accept(new Browser(), await tokenFor(expired), newcomer)).body.code).toBe('invitation.expired');
    expect((await invite(owner, expired)).status).toBe(201);

    const first = await tokenFor(resent);
    expect((await owner.call('POST', `${path(resent)}/resend`)).status).toBe(200);
    const second = await tokenFor(resent, 2);
    expect((await accept(new Browser(), first, newcomer)).body.code).toBe('invitation.not_found');
    expect((await accept(new Browser(), second, newcomer)).status).toBe(204);
  });

  it('go out by the hundred, each judged on its own', async () => {
    const owner = await newOwner();
    const emails = Array.from({ length: 98 }, () => freshEmail('bulk'));
    const all = [...emails, emails[0]!, owner.email];
    const reply = await owner.call('POST', '/v1/members/invitations', {
      invitations: all.map((email) => ({ email, role: 'viewer' })),
    });
    expect(reply.status).toBe(200);
    expect(reply.body.results).toHaveLength(100);
    expect(reply.body.results.filter(({ status }: { status: string }) => status === 'invited')).toHaveLength(98);
    expect(reply.body.results.slice(98)).toMatchObject([{ code: 'invitation.pending' }, { code: 'member.exists' }]);
    expect(await mailsTo(emails[97]!)).toHaveLength(1);
    const first = (await owner.call('GET', '/v1/members/invitations?limit=60')).body;
    const rest = (await owner.call('GET', `/v1/members/invitations?limit=60&cursor=${first.next_cursor}`)).body;
    expect([first.data.length, rest.data.length, rest.next_cursor]).toEqual([60, 38, null]);
    const many = { invitations: Array.from({ length: 101 }, () => ({ email: freshEmail(), role: 'viewer' })) };
    expect((await owner.call('POST', '/v1/members/invitations', many)).status).toBe(422);
  });

  it('flood no mailbox', async () => {
    const owner = await newOwner();
    const email = freshEmail();
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      const { status, body } = await invite(owner, email);
      statuses.push(status);
      if (status === 201) await owner.call('DELETE', `/v1/members/invitations/${body.id}`);
    }
    expect(statuses).toContain(429);
  });

  it('of other tenants do not exist, and foreign origins accept nothing', async () => {
    const [ada, grace] = [await newOwner(), await newOwner()];
    const email = freshEmail();
    const { id } = (await invite(ada, email)).body;
    expect((await grace.call('DELETE', `/v1/members/invitations/${id}`)).status).toBe(404);
    expect((await grace.call('POST', `/v1/members/invitations/${id}/resend`)).status).toBe(404);
    const token = await tokenFor(email);
    const foreign = { origin: 'https://evil.example' };
    const refused = await new Browser().call('POST', '/v1/invitations/accept', { token, ...newcomer }, foreign);
    expect(refused.body.code).toBe('auth.foreign_origin');
    expect((await read(new Browser(), 'made-up')).body.code).toBe('invitation.not_found');
  });

  it('have the token in no address, and take the addresses of pages opened before for a while', async () => {
    const { paths } = (await new Browser().call('GET', '/openapi.json')).body as { paths: object };
    expect(Object.keys(paths).filter((path) => /\/(auth|invitations)\/.*\{token\}/.test(path))).toEqual([]);
    const owner = await newOwner();
    const email = freshEmail();
    await invite(owner, email);
    const token = await tokenFor(email);
    const old = await new Browser().call('GET', `/v1/invitations/${token}`);
    expect([old.status, old.headers.get('sunset')]).toEqual([200, 'Sun, 31 Jan 2027 00:00:00 GMT']);
    expect((await new Browser().call('POST', `/v1/invitations/${token}/accept`, newcomer)).status).toBe(204);
  });
});
