/** Changing calls with a person's cookie from pages that are not ours. */
import { type Attempt, type HostileClass, judgeOf, refusedWith } from '../../attempt.ts';
import { send } from '../../http.ts';
import { bodyOf, filled, isOperators, isReading } from '../../routes.ts';
import { paramsOf, stateOf, type World } from '../../world.ts';

export const csrf: HostileClass = { name: 'csrf', least: 400, attempts };

/**
 * What other pages send as their origin; undefined for a request without one. Another scheme is not among them: the local
 * server rewrites an origin of its own host before the Worker sees it.
 */
function originsFor(base: string): (string | undefined)[] {
  const { host, hostname, port } = new URL(base);
  return [
    'https://evil.example',
    'null',
    undefined,
    `http://${host}.evil.example`,
    `http://${hostname}:${Number(port) - 1}`,
    `http://evil-${host}`,
    `${base}/`,
    `${base}, https://evil.example`,
  ];
}

async function* attempts({ base, routes, victim }: World): AsyncIterable<Attempt> {
  const { owner } = victim.people;
  const before = await stateOf(victim);
  for (const route of routes.filter((one) => !isReading(one) && !isOperators(one))) {
    const ask = { method: route.method, path: filled(route, paramsOf(route, victim)), body: bodyOf(route) };
    for (const origin of originsFor(base)) {
      const { origin: _, ...mine } = owner.headers();
      const headers = { ...mine, ...(origin === undefined ? {} : { origin }), referer: `${base}/` };
      yield {
        what: `${route.method} ${route.path} from ${origin ?? 'nowhere'}`,
        send: () => send(base, { ...ask, headers }),
        judge: judgeOf(route, refusedWith(403)),
      };
    }
  }
  yield* asForms(base, owner.headers());
  yield {
    what: 'all of it together changes nothing',
    send: () => owner.call('GET', '/v1/auth/session'),
    judge: async (reply) => {
      if (reply.status !== 200) return 'the person is signed out';
      return (await stateOf(victim)) === before ? undefined : 'the tenant’s data is not what it was';
    },
  };
}

/** What a form of another page can send without asking first: three content types, from our own origin even. */
function* asForms(base: string, headers: Record<string, string>): Iterable<Attempt> {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    for (const path of ['/v1/rules', '/v1/keys', '/v1/projects', '/v1/members/invitations', '/v1/auth/profile']) {
      const method = path.endsWith('profile') ? 'PATCH' : 'POST';
      const body = JSON.stringify({ name: 'By a form', scopes: ['read'], email: 'form@example.com', role: 'viewer' });
      yield {
        what: `${method} ${path} as ${type}`,
        send: () => send(base, { method, path, body, headers: { ...headers, 'content-type': type } }),
        judge: refusedWith(415, 422, 400),
      };
    }
  }
}
