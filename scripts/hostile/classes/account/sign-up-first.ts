/** Somebody signs up the address of another person, who signs up too and then follows one of two mails that look alike. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, freshEmail, PASSWORD, tokenFor } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import type { World } from '../../world.ts';

export const signUpFirst: HostileClass = { name: 'sign-up-first', least: 8, attempts };

const THEIRS = 'the password of a thief';

interface Scene {
  thief: Browser;
  person: Browser;
  email: string;
  /** The link that the thief's sign-up mailed to the person. */
  token: string;
}

/** What happens with the link; afterwards the thief tries the password. */
const STORIES: Record<string, (scene: Scene) => Promise<unknown>> = {
  'the person follows the older link in their browser': async ({ person, email, token }) => {
    await person.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    return await person.call('POST', '/v1/auth/email/confirm', { token });
  },
  'the person follows it with their own password': async ({ person, email, token }) => {
    await person.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    return await person.call('POST', '/v1/auth/email/confirm', { token, password: PASSWORD });
  },
  'the person follows it in a fresh browser': ({ person, token }) =>
    person.call('POST', '/v1/auth/email/confirm', { token }),
  'the person follows it with a cookie that says another sign-up': async ({ person, token }) => {
    for (const name of ['signalbox_sign_up', '__Host-signalbox_sign_up'])
      person.cookies.set(name, 'sup_00000000000000000000000000000000');
    return await person.call('POST', '/v1/auth/email/confirm', { token });
  },
  'the thief guesses the link': ({ thief, token }) =>
    thief.call('POST', '/v1/auth/email/confirm', { token: `${token.slice(0, -1)}x` }),
  'the thief shows the sign-up’s id in the place of the link': async ({ thief, email }) => {
    const { body } = await thief.call('POST', '/v1/auth/sign-up', { email, name: 'Thief', password: THEIRS });
    return await thief.call('POST', '/v1/auth/email/confirm', { token: body?.sign_up_id ?? 'none', password: THEIRS });
  },
  'the person confirms their own, then the thief’s link comes': async ({ person, thief, email, token }) => {
    await person.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    await person.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(person.base, email, 2) });
    return await thief.call('POST', '/v1/auth/email/confirm', { token, password: THEIRS });
  },
  'the thief signs up again after the person did': async ({ person, thief, email }) => {
    await person.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
    await thief.call('POST', '/v1/auth/sign-up', { email, name: 'Thief', password: THEIRS });
    return await person.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(person.base, email, 3) });
  },
};

function* attempts({ base }: World): Iterable<Attempt> {
  for (const [what, story] of Object.entries(STORIES)) {
    yield {
      what,
      send: () => afterwards(base, story),
      judge: (reply) => (reply.status === 401 ? undefined : `the thief’s password: ${said(reply)}`),
    };
  }
}

async function afterwards(base: string, story: (scene: Scene) => Promise<unknown>): Promise<Reply> {
  const [thief, person, email] = [new Browser(base), new Browser(base), freshEmail('first')];
  await thief.call('POST', '/v1/auth/sign-up', { email, name: 'Thief', password: THEIRS });
  await story({ thief, person, email, token: await tokenFor(base, email) });
  return await new Browser(base).call('POST', '/v1/auth/sign-in', { email, password: THEIRS });
}
