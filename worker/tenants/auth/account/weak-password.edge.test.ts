import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../../../app.ts';
import { Browser, freshEmail, mailsTo, newOwner, newPerson, PASSWORD, tokenFor } from '../../../testing/person.ts';
import { operate } from '../../../testing/seed.ts';

describe('a password that is guessed first', () => {
  it.each(['aaaaaaaaaa', 'qwertyuiop', 'Password123!', 'Signalbox2026'])('opens no account: %s', async (password) => {
    const email = freshEmail();
    const asked = await new Browser().call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password });
    expect(asked).toMatchObject({ status: 422, body: { code: 'auth.weak_password', errors: [{ path: 'password' }] } });
    expect((await asked.body).reason).toMatch(/^(common|pattern|repeated|personal)$/);
  });

  it('is refused wherever a password is chosen', async () => {
    const email = freshEmail('adalovelace');
    const own = await new Browser().call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: email });
    expect(own.body).toMatchObject({ code: 'auth.weak_password', reason: 'personal' });
    const owner = await newOwner();
    const change = { current_password: PASSWORD, password: 'aaaaaaaaaa' };
    expect((await owner.call('POST', '/v1/auth/password', change)).body.code).toBe('auth.weak_password');
    await new Browser().call('POST', '/v1/auth/password/request-reset', { email: owner.email });
    const token = await tokenFor(owner.email, 2);
    const reset = (password: string) => new Browser().call('POST', '/v1/auth/password/reset', { token, password });
    expect((await reset('1234567890')).body.code).toBe('auth.weak_password');
    // The link is not used up by it.
    expect((await reset('quite another password')).status).toBe(204);
    const guest = freshEmail();
    await owner.call('POST', '/v1/auth/sign-in', { email: owner.email, password: 'quite another password' });
    await owner.call('POST', '/v1/members/invitations', { email: guest, role: 'viewer' });
    const joining = { token: await tokenFor(guest), name: 'Grace', password: 'Password2026' };
    const joined = await new Browser().call('POST', '/v1/invitations/accept', joining);
    expect(joined.body.code).toBe('auth.weak_password');
    const put = { email: freshEmail(), name: 'Owner', password: 'letmein12345' };
    expect((await operate('PUT', `/v1/admin/tenants/${owner.tenant_id}/owner`, put)).body.code).toBe(
      'auth.weak_password',
    );
  });
});

describe('asking for a reset', () => {
  /** How many statements D1 has been given when the reply is there, and how many when all is done. */
  async function work(email: string): Promise<{ before: number; after: number }> {
    let count = 0;
    const DB = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === 'prepare') count += 1;
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const waiting = createExecutionContext();
    const headers = { origin: 'https://signalbox.test', 'content-type': 'application/json' };
    const ask = new Request('https://signalbox.test/v1/auth/password/request-reset', {
      method: 'POST',
      headers: { ...headers, 'cf-connecting-ip': `203.0.113.${email.length}` },
      body: JSON.stringify({ email }),
    });
    const reply = await app.fetch(ask, { ...env, DB }, waiting);
    expect(reply.status).toBe(202);
    const before = count;
    await waitOnExecutionContext(waiting);
    return { before, after: count };
  }

  it('does the same before it replies, whoever is asked about', async () => {
    const { email } = await newPerson();
    const known = await work(email);
    const unknown = await work(freshEmail('nobody'));
    // Three counts of attempts and nothing of people: they are looked up when the reply is gone.
    expect([known.before, unknown.before]).toEqual([3, 3]);
    expect(known.after).toBeGreaterThan(unknown.after);
    expect(await mailsTo(email, 2)).toHaveLength(2);
  });
});
