/** Names that reach into the prototypes of objects, in every body and at several depths. */
import { type Attempt, type HostileClass, type Judge, judgeOf, said } from '../../attempt.ts';
import { send } from '../../http.ts';
import { bodyOf, filled, isOperators } from '../../routes.ts';
import { bearer, paramsOf, type World } from '../../world.ts';

export const prototype: HostileClass = { name: 'prototype', least: 120, attempts };

const NAMES = [
  '"__proto__":{"is_admin":true,"role":"owner","limit":1}',
  '"constructor":{"prototype":{"is_admin":true}}',
  '"toString":"x"',
];

const refusedOrInert: Judge = (reply) => (reply.status === 422 || reply.status === 400 ? undefined : said(reply));

async function* attempts({ base, routes, victim, attacker, adminKey }: World): AsyncIterable<Attempt> {
  for (const route of routes.filter(({ body }) => body !== undefined)) {
    const sample = JSON.stringify(bodyOf(route));
    if (!sample.startsWith('{')) continue;
    for (const name of NAMES) {
      const body = sample === '{}' ? `{${name}}` : `{${name},${sample.slice(1)}`;
      const headers = isOperators(route) ? bearer(adminKey) : attacker.people.owner.headers();
      const ask = { method: route.method, path: filled(route, paramsOf(route, attacker)), body, headers };
      yield {
        what: `${route.method} ${route.path} with ${name.slice(0, 16)}`,
        send: () => send(base, ask),
        judge: judgeOf(route, refusedOrInert),
      };
    }
  }
  yield* payloads(base, attacker.key);
  yield {
    what: 'nobody has become anybody else',
    send: () => victim.people.viewer.call('POST', '/v1/projects', { name: 'Mine' }),
    judge: (reply) => (reply.status === 403 ? undefined : said(reply)),
  };
}

/** Payloads are free in their names: what they hold comes back as data, or is refused, and changes nothing else. */
function* payloads(base: string, key: string): Iterable<Attempt> {
  for (const name of [...NAMES, '"a":{"__proto__":{"polluted":1}}', '"__proto__":[1,2]']) {
    const body = `{"event_type":"signup","idempotency_key":"${crypto.randomUUID()}","payload":{${name}}}`;
    yield {
      what: `an event’s payload with ${name}`,
      send: () => send(base, { method: 'POST', path: '/v1/events', body, headers: bearer(key) }),
      judge: async (reply) => {
        if (reply.status === 0 || reply.status >= 500) return said(reply);
        const healthy = await send(base, { path: '/healthz' });
        return healthy.status === 200 && healthy.body?.polluted === undefined ? undefined : 'the server is another one';
      },
    };
  }
}
