/** Operators' tokens: without a second factor, with guessed and used ones, and after they have ended. */
import { type Attempt, type HostileClass, refused, refusedWith } from '../../attempt.ts';
import { codeOf, newPerson } from '../../browser.ts';
import { send } from '../../http.ts';
import { bearer, expectOk, operate, type World } from '../../world.ts';
import { type Protected, withFactor } from './second-factor.ts';

export const operatorToken: HostileClass = { name: 'operator-token', least: 40, parallel: 1, attempts };

const PATH = '/v1/admin/tokens';

async function* attempts(world: World): AsyncIterable<Attempt> {
  yield* withoutRights(world);
  yield* guessing(world);
  yield* afterTheEnd(world);
}

/** A person with a second factor who is an operator. */
async function newOperator({ base, adminKey }: World, role = 'viewer'): Promise<Protected & { id: string }> {
  const one = await withFactor(base);
  const { id } = await operate(base, adminKey, 'PUT', '/v1/admin/operators', { email: one.person.email, role });
  return { ...one, id };
}

/** No operator, or one without a second factor. */
async function* withoutRights({ base, adminKey, attacker }: World): AsyncIterable<Attempt> {
  const [plain, stranger] = [await newPerson(base), await withFactor(base)];
  await operate(base, adminKey, 'PUT', '/v1/admin/operators', { email: plain.email, role: 'admin' });
  const code = () => ({ code: codeOf(stranger.uri, 1) });
  const asks: Record<string, () => Promise<Awaited<ReturnType<typeof send>>>> = {
    'an operator without a second factor': () => plain.call('POST', PATH, { code: '123456' }),
    'an operator with the code of somebody else': () => plain.call('POST', PATH, code()),
    'a right code of no operator': () => stranger.person.call('POST', PATH, code()),
    'a workspace’s owner': () => attacker.people.owner.call('POST', PATH, code()),
    nobody: () => send(base, { method: 'POST', path: PATH, body: code(), headers: { origin: base } }),
    'a key': () => send(base, { method: 'POST', path: PATH, body: code(), headers: bearer(attacker.key) }),
    'another site': () => stranger.person.call('POST', PATH, code(), { origin: 'https://evil.example' }),
  };
  for (const [who, ask] of Object.entries(asks)) {
    yield { what: `a token for ${who}`, send: ask, judge: refusedWith(401, 403) };
  }
}

const RIGHT = 'right';

/** Codes that are wrong, used, or of another form; a new operator for each few, so that slowing hides nothing. */
async function* guessing(world: World): AsyncIterable<Attempt> {
  const passkey = { id: 'AAAA', response: { clientDataJSON: '', authenticatorData: '', signature: '' } };
  const bodies: Record<string, unknown>[] = [
    ...['000000', '', null, 123456, ['000000'], '٠٠٠٠٠٠', '000000 ', {}].map((code) => ({ code })),
    ...[0, -1, 61, 1e9, '60', null].map((minutes) => ({ code: RIGHT, minutes })),
    ...[{ role: 'admin' }, { operator_id: 'opr_1' }, { passkey }, { recovery_code: '' }].map((more) => ({
      code: RIGHT,
      ...more,
    })),
    ...[{}, { passkey }, { passkey: null }, { passkey: {} }, { passkey: { id: '', response: {} } }],
  ];
  for (let at = 0; at < bodies.length; at += 4) {
    const one = await newOperator(world);
    for (const body of bodies.slice(at, at + 4)) {
      const sent = body.code === RIGHT ? { ...body, code: codeOf(one.uri, 1) } : body;
      yield {
        what: `a token for ${JSON.stringify(body)}`,
        send: () => one.person.call('POST', PATH, sent),
        judge: refused,
      };
    }
  }
  const one = await newOperator(world);
  const used = { code: one.used };
  yield { what: 'a token for a code that was used', send: () => one.person.call('POST', PATH, used), judge: refused };
  const recovery = { recovery_code: one.recovery[0] };
  yield { what: 'a token for a recovery code', send: () => one.person.call('POST', PATH, recovery), judge: refused };
  for (const step of [-20, -3, 3, 20]) {
    const late = () => one.person.call('POST', PATH, { code: codeOf(one.uri, step) });
    yield { what: `a token for a code of ${step} half minutes from now`, send: late, judge: refused };
  }
}

/** A token beyond its role, and after its session, its operator or itself has ended. */
async function* afterTheEnd(world: World): AsyncIterable<Attempt> {
  const { base, adminKey, victim } = world;
  const one = await newOperator(world);
  const code = codeOf(one.uri, 1);
  const { body } = expectOk('a token', await one.person.call('POST', PATH, { code }));
  const call = (method: string, path: string, sent?: unknown) =>
    send(base, { method, path, body: sent, headers: bearer(body.token) });
  yield {
    what: 'a second token for the same code',
    send: () => one.person.call('POST', PATH, { code }),
    judge: refused,
  };
  yield { what: 'a token for a token', send: () => call('POST', PATH, { code }), judge: refusedWith(401, 403) };
  for (const [method, path, sent] of [
    ['PUT', '/v1/admin/operators', { email: one.person.email, role: 'admin' }],
    ['GET', '/v1/admin/audit-log', undefined],
    ['PATCH', `/v1/admin/tenants/${victim.id}`, { plan: 'free' }],
    ['GET', '/v1/events', undefined],
    ['GET', '/v1/projects', undefined],
  ] as const) {
    yield { what: `${method} ${path} as a viewer`, send: () => call(method, path, sent), judge: refusedWith(403) };
  }
  await operate(base, adminKey, 'DELETE', `/v1/admin/operators/${one.id}`).catch(() => {});
  yield {
    what: 'a token of who is no operator any more',
    send: () => call('GET', '/v1/admin/tenants'),
    judge: refusedWith(401),
  };
  const two = await newOperator(world);
  const issued = expectOk('a token', await two.person.call('POST', PATH, { code: codeOf(two.uri, 1) }));
  await two.person.call('POST', '/v1/auth/sign-out');
  yield {
    what: 'a token whose session was signed out',
    send: () => send(base, { path: '/v1/admin/tenants', headers: bearer(issued.body.token) }),
    judge: refusedWith(401),
  };
}
