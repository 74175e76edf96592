import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../testing/audit.ts';
import { Authenticator } from '../../../testing/authenticator.ts';
import { Browser, codeOf, mailsTo, newOwner, newPerson, PASSWORD, withTwoFactor } from '../../../testing/person.ts';

const PATH = '/v1/auth/passkeys';

/** Adds a passkey to whoever is signed in. */
async function add(person: Browser, name = 'Laptop', key = new Authenticator()) {
  const options = await person.call('POST', `${PATH}/begin`);
  expect(options.status).toBe(200);
  const reply = await person.call('POST', PATH, { name, response: key.create(options.body) });
  return { key, reply };
}

async function ask(browser: Browser) {
  const asked = await browser.call('POST', `${PATH}/ask`);
  expect(asked.status).toBe(200);
  return asked.body as { challenge: string; rpId: string; userVerification: string; allowCredentials?: object[] };
}

const signIn = async (browser: Browser, key: Authenticator) =>
  browser.call('POST', `${PATH}/sign-in`, { passkey: key.get(await ask(browser)) });

async function leave(email: string): Promise<void> {
  const at = new Date(Date.now() - 16 * 60_000).toISOString();
  await env.DB.prepare(
    'UPDATE sessions SET authenticated_at = ? WHERE user_id = (SELECT id FROM users WHERE email = ?)',
  )
    .bind(at, email)
    .run();
}

describe('a passkey', () => {
  it('is added, listed, renamed and removed, with a mail and entries in the audit log', async () => {
    const owner = await newOwner();
    const { reply } = await add(owner);
    expect(reply).toMatchObject({ status: 201, body: { name: 'Laptop', backed_up: false } });
    const [mail] = await mailsTo(owner.email, 2);
    expect(mail!.subject).toBe('A passkey was added');
    expect(mail!.text).toContain('Laptop');
    expect((await owner.call('PATCH', `${PATH}/${reply.body.id}`, { name: 'My phone' })).status).toBe(204);
    const { data } = (await owner.call('GET', PATH)).body;
    expect(data).toEqual([{ ...reply.body, name: 'My phone' }]);
    expect((await owner.call('DELETE', `${PATH}/${reply.body.id}`)).status).toBe(204);
    expect((await owner.call('GET', PATH)).body.data).toEqual([]);
    const entries = (await entriesOf(owner)).filter(({ action }) => action.includes('passkey'));
    expect(entries.map(({ action, after }) => [action, after])).toEqual([
      ['user.passkey_added', { name: 'Laptop' }],
      ['user.passkey_renamed', { name: 'My phone' }],
      ['user.passkey_removed', { name: 'My phone' }],
    ]);
  });

  it('signs in alone, without saying who one is', async () => {
    const person = await newPerson();
    const { key } = await add(person);
    const browser = new Browser();
    const options = await ask(browser);
    expect(options).toMatchObject({ rpId: 'signalbox.test', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    expect((await browser.call('POST', `${PATH}/sign-in`, { passkey: key.get(options) })).status).toBe(204);
    expect((await browser.call('GET', '/v1/auth/session')).body.user.email).toBe(person.email);
  });

  it('counts as both factors where the second is on', async () => {
    const { person } = await withTwoFactor(await newPerson());
    const { key } = await add(person);
    const browser = new Browser();
    const body = { email: person.email, password: PASSWORD };
    expect((await browser.call('POST', '/v1/auth/sign-in', body)).body).toEqual({ two_factor: 'required' });
    expect((await signIn(browser, key)).status).toBe(204);
    expect((await browser.call('GET', '/v1/auth/session')).status).toBe(200);
  });

  it('opens nothing without a finger, a face or a PIN', async () => {
    const person = await newPerson();
    const { key } = await add(person);
    key.verifies = false;
    expect(await signIn(new Browser(), key)).toMatchObject({ status: 401, body: { code: 'auth.invalid_passkey' } });
    const lax = Object.assign(new Authenticator(), { verifies: false });
    expect((await add(person, 'Lax', lax)).reply.status).toBe(401);
    expect((await person.call('GET', PATH)).body.data).toHaveLength(1);
  });

  it('signs each challenge once, in the browser and for the site that asked', async () => {
    const person = await newPerson();
    const { key } = await add(person);
    const [browser, thief] = [new Browser(), new Browser()];
    const passkey = key.get(await ask(browser));
    await ask(thief);
    expect((await thief.call('POST', `${PATH}/sign-in`, { passkey })).status).toBe(401);
    expect((await browser.call('POST', `${PATH}/sign-in`, { passkey })).status).toBe(204);
    expect((await browser.call('POST', `${PATH}/sign-in`, { passkey })).status).toBe(401);
    const phished = key.get(await ask(thief), 'https://signalbox.evil.test');
    expect((await thief.call('POST', `${PATH}/sign-in`, { passkey: phished })).status).toBe(401);
    expect((await signIn(new Browser(), new Authenticator())).body.code).toBe('auth.invalid_passkey');
    for (const body of [{}, { passkey: {} }, { passkey: { id: 'x', response: {} } }])
      expect([401, 422]).toContain((await thief.call('POST', `${PATH}/sign-in`, body)).status);
  });

  it('is its person’s own: nobody else sees, renames, removes or proves with it', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    const { key, reply } = await add(person);
    expect((await other.call('GET', PATH)).body.data).toEqual([]);
    expect((await other.call('PATCH', `${PATH}/${reply.body.id}`, { name: 'Mine' })).status).toBe(404);
    expect((await other.call('DELETE', `${PATH}/${reply.body.id}`)).status).toBe(404);
    const passkey = key.get(await ask(other));
    const proof = await other.call('POST', '/v1/auth/reauthenticate', { passkey });
    expect(proof).toMatchObject({ status: 401, body: { code: 'auth.invalid_passkey' } });
    expect((await other.call('GET', '/v1/auth/session')).body.user.email).toBe(other.email);
    expect((await person.call('GET', '/v1/auth/sessions')).body.data).toHaveLength(1);
  });

  it('proves who one is before a dangerous act, and adding and removing one is such an act', async () => {
    const { person, otpauth_uri } = await withTwoFactor(await newPerson());
    const { key, reply } = await add(person);
    await leave(person.email);
    expect((await person.call('POST', `${PATH}/begin`)).body.code).toBe('auth.reauthentication_required');
    const removed = await person.call('DELETE', `${PATH}/${reply.body.id}`);
    expect(removed.body.code).toBe('auth.reauthentication_required');
    const { methods } = (await person.call('GET', '/v1/auth/reauthenticate')).body;
    expect(methods).toEqual(['code', 'passkey']);
    const options = await ask(person);
    expect(options.allowCredentials).toHaveLength(1);
    expect((await person.call('POST', '/v1/auth/reauthenticate', { passkey: key.get(options) })).status).toBe(204);
    expect((await person.call('DELETE', `${PATH}/${reply.body.id}`)).status).toBe(204);
    expect(await signIn(new Browser(), key)).toMatchObject({ status: 401 });
    expect((await person.call('POST', '/v1/auth/reauthenticate', { code: codeOf(otpauth_uri) })).status).toBe(204);
    const sessions = (await person.call('GET', '/v1/auth/sessions')).body.data;
    expect(sessions).toHaveLength(1);
  });
});
