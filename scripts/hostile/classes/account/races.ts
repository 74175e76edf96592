/** Calls that arrive together, where only one of them may count. */
import { type Attempt, type HostileClass, said } from '../../attempt.ts';
import { Browser, codeOf, freshEmail, newPerson, PASSWORD, tokenFor } from '../../browser.ts';
import type { Reply } from '../../http.ts';
import { expectOk, makeTenant, type World, withKey } from '../../world.ts';

export const races: HostileClass = { name: 'races', least: 8, parallel: 1, attempts };

async function* attempts(world: World): AsyncIterable<Attempt> {
  const { base, attacker, victim } = world;
  const person = await newPerson(base);
  const business = { business_name: 'Race', industry: 'saas', timezone: 'UTC' };
  yield race('15 onboardings of one person', 5, () =>
    together(15, () => person.call('POST', '/v1/onboarding', business)),
  );
  yield race('10 uses of one recovery code', 1, () => recoveryCodes(base));
  const email = freshEmail('race');
  const browser = new Browser(base);
  await browser.call('POST', '/v1/auth/sign-up', { email, name: 'Ada', password: PASSWORD });
  const token = await tokenFor(base, email);
  yield race('10 confirmations by one link', 1, () =>
    together(10, () => browser.call('POST', '/v1/auth/email/confirm', { token })),
  );
  const invited = freshEmail('race');
  expectOk(
    'inviting',
    await victim.people.owner.call('POST', '/v1/members/invitations', { email: invited, role: 'viewer' }),
  );
  const link = { token: await tokenFor(base, invited), name: 'Ada', password: PASSWORD };
  yield race('6 people by one invitation', 1, () =>
    together(6, () => new Browser(base).call('POST', '/v1/invitations/accept', link)),
  );
  const reset = await resetOf(base);
  yield race('6 resets by one link', 1, () =>
    together(6, (i) =>
      new Browser(base).call('POST', '/v1/auth/password/reset', { token: reset, password: `new password ${i}` }),
    ),
  );
  const event = { event_type: 'signup', idempotency_key: crypto.randomUUID() };
  const append = () => withKey(base, attacker.key, { method: 'POST', path: '/v1/events', body: event });
  yield race('20 sends of one event', 1, async () =>
    (await together(20, append)).filter(({ body }) => body?.accepted === 1 || body?.accepted === undefined),
  );
  yield* limits(world);
}

/** Of these calls at most `most` may succeed, and none may fail inside. */
function race(what: string, most: number, run: () => Promise<Reply[]>): Attempt {
  let replies: Reply[] = [];
  return {
    what,
    send: async () => {
      replies = await run();
      return replies.at(-1)!;
    },
    judge: () => {
      const broken = replies.find(({ status }) => status === 0 || status >= 500);
      const taken = replies.filter(({ status }) => status >= 200 && status < 300).length;
      if (broken) return said(broken);
      return taken > most ? `${taken} of ${replies.length} succeeded` : undefined;
    },
  };
}

function together(count: number, call: (i: number) => Promise<Reply>): Promise<Reply[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => call(i)));
}

/** One recovery code in ten browsers that have all shown the password. */
async function recoveryCodes(base: string): Promise<Reply[]> {
  const person = await newPerson(base);
  const { body } = expectOk(
    'a second factor',
    await person.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD }),
  );
  expectOk(
    'confirming it',
    await person.call('POST', '/v1/auth/two-factor/confirm', { code: codeOf(body.otpauth_uri) }),
  );
  const browsers = Array.from({ length: 10 }, () => new Browser(base));
  for (const one of browsers) await one.call('POST', '/v1/auth/sign-in', { email: person.email, password: PASSWORD });
  const code = { recovery_code: body.recovery_codes[0] };
  await Promise.all(browsers.map((one) => one.call('POST', '/v1/auth/two-factor/verify', code)));
  return await Promise.all(browsers.map((one) => one.call('GET', '/v1/auth/session')));
}

async function resetOf(base: string): Promise<string> {
  const person = await newPerson(base);
  await new Browser(base).call('POST', '/v1/auth/password/request-reset', { email: person.email });
  return await tokenFor(base, person.email, 2);
}

/** Limits of the free plan: three projects, twenty rules. */
async function* limits({ base, adminKey }: World): AsyncIterable<Attempt> {
  const { people, key } = await makeTenant(base, adminKey, [], 'free');
  // Two projects and a rule are there already.
  yield race('8 projects of a plan of three', 1, () =>
    together(8, (i) => people.owner.call('POST', '/v1/projects', { name: `Race ${i}` })),
  );
  const rule = { type: 'schedule', schedule: '0 8 * * *', enabled: false };
  const create = (i: number) =>
    withKey(base, key, { method: 'POST', path: '/v1/rules', body: { ...rule, name: `r${i}` } });
  yield race('30 rules of a plan of twenty', 19, () => together(30, create));
}
