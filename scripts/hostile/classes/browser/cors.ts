/** What pages of other sites may read, or are told that they may send. */
import type { Attempt, HostileClass, Verdict } from '../../attempt.ts';
import { type Reply, send } from '../../http.ts';
import { filled, requiredQuery } from '../../routes.ts';
import { paramsOf, type World } from '../../world.ts';

export const cors: HostileClass = { name: 'cors', least: 150, attempts };

const ORIGINS = ['https://evil.example', 'null'];

/** The one call that any page may make, with a publishable key and never with cookies. */
const OPEN = '/v1/events';

function* attempts({ base, routes, victim }: World): Iterable<Attempt> {
  for (const { path: pattern, method, ...route } of routes) {
    const path = filled({ path: pattern, method, ...route }, paramsOf({ path: pattern, method, ...route }, victim));
    const asked = pattern === OPEN && method === 'POST';
    for (const origin of ORIGINS) {
      const headers = {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization, content-type',
      };
      yield {
        what: `preflight of ${method} ${pattern} from ${origin}`,
        send: () => send(base, { method: 'OPTIONS', path, headers }),
        judge: (reply) => sharedWith(reply, asked || pattern === OPEN, method),
      };
    }
    if (method !== 'GET') continue;
    yield {
      what: `GET ${pattern} of a signed-in person from a foreign page`,
      send: () =>
        victim.people.owner.call('GET', path + requiredQuery({ path: pattern, method, ...route }), undefined, {
          origin: ORIGINS[0]!,
        }),
      judge: (reply) => sharedWith(reply, false, method),
    };
  }
}

/** Whether the reply lets the other site read it, or send more than events. */
function sharedWith({ headers }: Reply, isOpen: boolean, method: string): Verdict {
  if (headers.get('access-control-allow-credentials') !== null) return 'cookies are allowed from other sites';
  const origin = headers.get('access-control-allow-origin');
  if (origin === null) return undefined;
  if (!isOpen) return `the reply is shared with ${origin}`;
  const methods = headers.get('access-control-allow-methods') ?? '';
  return method !== 'POST' && methods.includes(method) ? `${method} is allowed from other sites` : undefined;
}
