/** Verbs that a route does not have, and requests that claim to be another verb. */
import { type Attempt, type HostileClass, type Judge, said } from '../../attempt.ts';
import { send } from '../../http.ts';
import { filled, requiredQuery } from '../../routes.ts';
import { bearer, paramsOf, stateOf, type World } from '../../world.ts';

export const methods: HostileClass = { name: 'methods', least: 300, attempts };

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/** No such verb, for whoever may call the path at all. */
const noVerb: Judge = (reply) =>
  [404, 405, 501, 400].includes(reply.status) || (reply.status === 403 && reply.body?.code) ? undefined : said(reply);

async function* attempts({ base, routes, victim }: World): AsyncIterable<Attempt> {
  const before = await stateOf(victim);
  const owner = victim.people.owner.headers();
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  // A path of one route may fit the pattern of another.
  const fits = (verb: string, path: string) =>
    routes.some(
      (one) =>
        one.method === verb &&
        new RegExp(`^${one.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
  for (const route of [...new Map(routes.map((one) => [one.path, one])).values()]) {
    const path = filled(route, paramsOf(route, victim));
    for (const method of VERBS.filter((verb) => !known.has(`${verb} ${route.path}`) && !fits(verb, path))) {
      const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? {} : undefined;
      yield {
        what: `${method} ${route.path}`,
        send: () => send(base, { method, path, body, headers: owner }),
        judge: noVerb,
      };
    }
  }
  for (const route of routes.filter(({ method, path }) => method === 'GET' && known.has(`DELETE ${path}`))) {
    const path = filled(route, paramsOf(route, victim)) + requiredQuery(route);
    for (const header of OVERRIDES) {
      yield {
        what: `GET ${route.path} with ${header}: DELETE`,
        send: () => send(base, { path, headers: { ...bearer(victim.key), [header]: 'DELETE' } }),
        judge: (reply) => (reply.status === 204 ? 'deleted' : undefined),
      };
    }
    yield {
      what: `GET ${route.path}?_method=DELETE`,
      send: () => send(base, { path: `${path}?_method=DELETE`, headers: bearer(victim.key) }),
      judge: (reply) => (reply.status < 300 ? said(reply) : undefined),
    };
  }
  yield {
    what: 'all of it together changes nothing',
    send: () => send(base, { path: '/healthz' }),
    judge: async () => ((await stateOf(victim)) === before ? undefined : 'the tenant’s data is not what it was'),
  };
}
