/** The second factor guessed, replayed, borrowed and skipped. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, codeOf, newPerson, PASSWORD } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import { expectOk, type World } from '../../world.ts';

export const secondFactor: HostileClass = { name: 'second-factor', least: 38, parallel: 1, attempts };

export interface Protected {
  person: Browser;
  uri: string;
  recovery: string[];
  /** The code that switched it on. */
  used: string;
}

async function* attempts({ base }: World): AsyncIterable<Attempt> {
  const [one, other] = [await withFactor(base), await withFactor(base)];
  yield* skipping(one);
  yield* guessing(base);
  yield* replaying(one, other);
  yield* switchingOff(one);
}

/** A person who has switched the second factor on; the code of that moment is used up. */
export async function withFactor(base: string): Promise<Protected> {
  const person = await newPerson(base);
  const { body } = expectOk(
    'a second factor',
    await person.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD }),
  );
  const { otpauth_uri: uri, recovery_codes: recovery } = body;
  const used = codeOf(uri);
  expectOk('confirming it', await person.call('POST', '/v1/auth/two-factor/confirm', { code: used }));
  return { person, uri, recovery, used };
}

/** A browser that has shown the password and owes the code. */
async function half({ person }: Protected): Promise<Browser> {
  const browser = new Browser(person.base);
  const reply = await browser.call('POST', '/v1/auth/sign-in', { email: person.email, password: PASSWORD });
  if (reply.body?.two_factor !== 'required') throw new Error(`No code is asked for: ${said(reply)}`);
  return browser;
}

const verify = (browser: Browser, body: unknown) => browser.call('POST', '/v1/auth/two-factor/verify', body);
const closed = (reply: Reply) => (reply.status >= 400 && reply.status < 500 ? undefined : `taken: ${said(reply)}`);

/** The password alone opens nothing. */
async function* skipping(one: Protected): AsyncIterable<Attempt> {
  const browser = await half(one);
  for (const path of [
    '/v1/auth/session',
    '/v1/auth/sessions',
    '/v1/projects',
    '/v1/members',
    '/v1/keys',
    '/v1/events',
  ]) {
    yield { what: `GET ${path} after the password alone`, send: () => browser.call('GET', path), judge: closed };
  }
  for (const path of [
    '/v1/auth/two-factor/disable',
    '/v1/auth/two-factor/recovery-codes',
    '/v1/auth/two-factor/enable',
    '/v1/auth/password',
  ]) {
    const body = { password: PASSWORD, ...(path.endsWith('/password') ? { current_password: PASSWORD } : {}) };
    yield {
      what: `POST ${path} after the password alone`,
      send: () => browser.call('POST', path, body),
      judge: closed,
    };
  }
  for (const body of [
    {},
    { code: '' },
    { code: null },
    { code: 123456 },
    { code: ['000000'] },
    { recovery_code: '' },
    { code: '000000', recovery_code: '' },
    { code: '٠٠٠٠٠٠' },
    { trust_device: true },
  ]) {
    yield { what: `a second step of ${JSON.stringify(body)}`, send: () => verify(browser, body), judge: closed };
  }
  yield {
    what: 'a second step without a first',
    send: () => verify(new Browser(one.person.base), { code: codeOf(one.uri, 1) }),
    judge: closed,
  };
}

/** Five codes a sign-in; the right one comes too late then. */
async function* guessing(base: string): AsyncIterable<Attempt> {
  const guessed = await withFactor(base);
  const browser = await half(guessed);
  for (let i = 0; i < 5; i++) {
    const code = String(i).padStart(6, '9');
    if (code === codeOf(guessed.uri) || code === codeOf(guessed.uri, 1)) continue;
    yield { what: `guess ${i + 1} at a code`, send: () => verify(browser, { code }), judge: closed };
  }
  yield {
    what: 'the right code after five wrong ones',
    send: () => verify(browser, { code: codeOf(guessed.uri, 1) }),
    judge: closed,
  };
  for (const recovery_code of [
    'aaaaa-aaaaa',
    guessed.recovery[0]!.slice(0, -1),
    `${guessed.recovery[0]}x`,
    '%',
    guessed.recovery.join(','),
  ].slice(0, 5)) {
    yield {
      what: `a recovery code that is nearly right: ${recovery_code.slice(0, 12)}`,
      send: async () => verify(await half(guessed), { recovery_code }),
      judge: closed,
    };
  }
}

/** Codes of others, codes that were used, steps of others. */
async function* replaying(one: Protected, other: Protected): AsyncIterable<Attempt> {
  yield {
    what: 'a code of somebody else',
    send: async () => verify(await half(one), { code: codeOf(other.uri, 1) }),
    judge: closed,
  };
  yield {
    what: 'a recovery code of somebody else',
    send: async () => verify(await half(one), { recovery_code: other.recovery[1] }),
    judge: closed,
  };
  yield {
    what: 'the code that switched it on, again',
    send: async () => verify(await half(one), { code: one.used }),
    judge: closed,
  };
  const code = codeOf(one.uri, 1);
  expectOk('a right code', await verify(await half(one), { code }));
  yield { what: 'a code that was used, again', send: async () => verify(await half(one), { code }), judge: closed };
  const recovery_code = one.recovery[0]!;
  expectOk('a right recovery code', await verify(await half(one), { recovery_code }));
  yield {
    what: 'a recovery code that was used, again',
    send: async () => verify(await half(one), { recovery_code }),
    judge: closed,
  };
  for (const step of [-3, -2, 3, 20]) {
    yield {
      what: `a code of ${step} half minutes from now`,
      send: async () => verify(await half(other), { code: codeOf(other.uri, step) }),
      judge: closed,
    };
  }
}

/** Switching it off needs more than a session. */
function* switchingOff({ person }: Protected): Iterable<Attempt> {
  for (const body of [
    {},
    { password: 'wrong password' },
    { password: '' },
    { password: null },
    { password: PASSWORD },
    { password: PASSWORD, code: '000000' },
  ]) {
    for (const act of ['disable', 'recovery-codes']) {
      yield {
        what: `${act} with ${JSON.stringify(body)}`,
        send: () => person.call('POST', `/v1/auth/two-factor/${act}`, body),
        judge: closed,
      };
    }
  }
}
