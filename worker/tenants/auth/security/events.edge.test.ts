import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../testing/audit.ts';
import {
  Browser,
  codeOf,
  freshEmail,
  mailsTo,
  newOwner,
  newPerson,
  PASSWORD,
  withTwoFactor,
} from '../../../testing/person.ts';
import { operate, until } from '../../../testing/seed.ts';

const FIREFOX = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' };
const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.call('POST', '/v1/auth/sign-in', { email, password }, FIREFOX);

/** The person's own list, oldest first, once it has so many entries. */
async function eventsOf(person: Browser, count: number) {
  const read = () => person.call('GET', '/v1/auth/security-events');
  const { body } = await until(read, (reply) => reply.body.data.length >= count, 3);
  return (body.data as { event: string; detail: string; ip_address: string }[]).toReversed();
}

describe('a sign-in with a browser that is not known', () => {
  it('sends a mail that says which, and the next one of that browser none', async () => {
    const person = await newPerson();
    const browser = new Browser('203.0.113.9');
    await signIn(browser, person.email);
    const [mail] = await mailsTo(person.email, 2);
    expect(mail!.subject).toBe('A new sign-in');
    expect(mail!.text).toContain('Firefox, Linux, 203.0.113.9');
    await browser.call('POST', '/v1/auth/sign-out');
    await signIn(browser, person.email);
    // The browser that signed up is known from the start.
    await signIn(person, person.email);
    expect(await eventsOf(person, 5)).toHaveLength(5);
    expect(await mailsTo(person.email, 2)).toHaveLength(2);
  });

  it('sends none at the very first sign-in', async () => {
    const owner = await newOwner();
    const email = freshEmail();
    await operate('PUT', `/v1/admin/tenants/${owner.tenant_id}/owner`, { email, name: 'Put', password: PASSWORD });
    const first = new Browser();
    await signIn(first, email);
    expect((await eventsOf(first, 1)).map(({ event }) => event)).toEqual(['sign_in']);
    await signIn(new Browser(), email);
    expect((await mailsTo(email)).map(({ subject }) => subject)).toEqual(['A new sign-in']);
  });
});

describe('what happened around an account', () => {
  it('is shown to its person: sign-ins, failures, changes', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const browser = new Browser();
    await signIn(browser, person.email, 'a wrong password');
    await eventsOf(person, 4);
    await signIn(browser, person.email);
    await browser.call('POST', '/v1/auth/two-factor/verify', { code: '000000' });
    await eventsOf(person, 5);
    await browser.call('POST', '/v1/auth/two-factor/verify', { code: codeOf(otpauth_uri) }, FIREFOX);
    await person.call('DELETE', '/v1/auth/sessions');
    const events = await eventsOf(person, 8);
    expect(events.map(({ event, detail }) => [event, detail])).toEqual([
      ['sign_in', 'sign-up'],
      ['two_factor_begun', ''],
      ['two_factor_on', ''],
      ['sign_in_failed', 'password'],
      ['sign_in_failed', 'authenticator'],
      ['sign_in', 'authenticator'],
      ['new_device', ''],
      ['sessions_ended', '1'],
    ]);
    expect(events[3]).toMatchObject({ ip_address: browser.address });
  });

  it('is shown to nobody else, and holds no secret', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    await signIn(new Browser(), person.email, 'a wrong password');
    await eventsOf(person, 2);
    expect((await eventsOf(other, 1)).map(({ event }) => event)).toEqual(['sign_in']);
    expect((await new Browser().call('GET', '/v1/auth/security-events')).status).toBe(401);
    expect(JSON.stringify(await eventsOf(person, 2))).not.toContain('wrong');
  });

  it('goes to the audit logs of the person’s own workspaces, guesses once a day and not one by one', async () => {
    const [owner, stranger] = [await newOwner(), await newOwner()];
    for (let i = 0; i < 9; i++) await signIn(new Browser(), owner.email, 'a wrong password');
    const slowed = async () => (await entriesOf(owner)).filter(({ action }) => action === 'user.sign_in_slowed');
    expect(await until(slowed, (rows) => rows.length > 0)).toMatchObject([
      { target_id: owner.user_id, actor_type: 'system', after: { email: owner.email } },
    ]);
    await signIn(new Browser(), owner.email, 'a wrong password');
    expect(await slowed()).toHaveLength(1);
    expect(JSON.stringify(await entriesOf(stranger))).not.toContain(owner.user_id);
    const failed = (await entriesOf(owner)).filter(({ action }) => action.includes('failed'));
    expect(failed).toEqual([]);
  });

  it('tells owners which sign-ins of members were on new devices', async () => {
    const owner = await newOwner();
    await signIn(new Browser(), owner.email);
    const opened = (await entriesOf(owner)).filter(({ action }) => action === 'session.opened');
    expect(opened.map(({ after }) => after)).toEqual([{ by: 'password', new_device: true }]);
  });

  it('is forgotten after 90 days', async () => {
    const person = await newPerson();
    const old = new Date(Date.now() - 91 * 86_400_000).toISOString();
    await env.DB.prepare(
      'UPDATE security_events SET created_at = ? WHERE user_id = (SELECT id FROM users WHERE email = ?)',
    )
      .bind(old, person.email)
      .run();
    expect((await person.call('GET', '/v1/auth/security-events')).body.data).toEqual([]);
  });
});
