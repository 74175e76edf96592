/** Ids of another tenant on every route that takes one: in the path, in the query, in the body, in the project's header. */
import { type Attempt, both, type HostileClass, type Judge, said, withoutAny } from '../../attempt.ts';
import type { Reply } from '../../http.ts';
import { bodyOf, filled, isOpen, isOperators, type Route, requiredQuery } from '../../routes.ts';
import { paramsOf, secretsOf, stateOf, type Tenant, type World, withKey } from '../../world.ts';

export const otherTenant: HostileClass = { name: 'other-tenant', least: 400, attempts };

/** There is no such thing for this caller; never that there is one which is not theirs. */
const unknown: Judge = (reply) => (reply.status === 404 ? undefined : `${said(reply)} instead of 404`);

async function* attempts(world: World): AsyncIterable<Attempt> {
  const { routes, victim, attacker } = world;
  const before = await stateOf(victim);
  const guarded = routes.filter((one) => !isOpen(one));
  for (const route of guarded) {
    yield* inPath(world, route);
    if (!isOperators(route)) yield* elsewhere(world, route);
  }
  yield {
    what: 'all of it together changes nothing of theirs',
    send: () => attacker.people.owner.call('GET', '/v1/projects'),
    judge: async () => ((await stateOf(victim)) === before ? undefined : 'the other tenant’s data is not what it was'),
  };
}

/** Who calls: the attacking tenant's owner, and its key. */
function callers({ base, attacker }: World): [string, (route: Route, path: string, body: unknown) => Promise<Reply>][] {
  return [
    ['its owner', ({ method }, path, body) => attacker.people.owner.call(method, path, body)],
    [
      'its key',
      ({ method }, path, body) => withKey(base, attacker.key, { method, path, body, headers: { origin: base } }),
    ],
  ];
}

function* inPath(world: World, route: Route): Iterable<Attempt> {
  if (route.params.length === 0 || route.params.includes('metric') || route.params.includes('provider')) return;
  const { victim } = world;
  const own = paramsOf(route, victim);
  const shown = withoutAny(secretsOf(victim).filter((one) => !Object.values(own).includes(one)));
  for (const [name, call] of callers(world)) {
    for (const params of [own, ...othersOf(route, victim)]) {
      yield {
        what: `${route.method} ${filled(route, params)} by ${name}`,
        send: () => call(route, filled(route, params) + requiredQuery(route), bodyOf(route)),
        judge: both(judgeOf(route, name), shown),
      };
    }
  }
}

/** A route for operators or for people refuses whoever is neither, before it looks for anything. */
function judgeOf(route: Route, caller: string): Judge {
  if (isOperators(route)) return (reply) => (reply.status === 403 ? undefined : `${said(reply)} instead of 403`);
  const closedToKeys = caller === 'its key';
  return (reply) => (closedToKeys && (reply.status === 403 || reply.status === 401) ? undefined : unknown(reply));
}

/** The other ids of the same list. */
function othersOf(route: Route, tenant: Tenant): Record<string, string>[] {
  const [name] = route.params;
  const list = route.path.slice(0, route.path.indexOf('/{')).replace('/v1/admin/', '/v1/');
  return (tenant.things.get(list) ?? []).slice(0, 2).map((id) => ({ ...paramsOf(route, tenant), [name!]: id }));
}

/** Ids in queries and bodies, and the project of the other tenant in the header. */
function* elsewhere(world: World, route: Route): Iterable<Attempt> {
  const { base, victim, attacker } = world;
  const ids = idsByKind(victim);
  const own = filled(route, paramsOf(route, attacker));
  const owner = attacker.people.owner;
  for (const { name } of route.query) {
    for (const id of /(^|_)id$|project|cursor/.test(name) ? ids : ids.slice(0, 1)) {
      const query = `${requiredQuery(route) || '?'}${requiredQuery(route) ? '&' : ''}${name}=${id}`;
      yield {
        what: `${route.method} ${route.path} with ${name}=${id.slice(0, 3)}_… of theirs`,
        send: () => owner.call(route.method, own + query, bodyOf(route)),
        judge: withoutAny(secretsOf(victim).filter((one) => one !== id)),
      };
    }
  }
  if (route.path.startsWith('/v1/auth/') || route.method !== 'GET') return;
  yield {
    what: `${route.method} ${route.path} with their project in the header`,
    send: () =>
      owner.call(route.method, own + requiredQuery(route), undefined, { 'signalbox-project': victim.project_id }),
    judge: both(unknown, withoutAny(secretsOf(victim))),
  };
  yield {
    what: `${route.method} ${route.path} by its key with their project in the header`,
    send: () =>
      withKey(base, attacker.key, {
        path: own + requiredQuery(route),
        headers: { 'signalbox-project': victim.project_id },
      }),
    judge: withoutAny(secretsOf(victim)),
  };
}

/** One id of each kind that a tenant has. */
function idsByKind(tenant: Tenant): string[] {
  const ids = secretsOf(tenant).filter((one) => /^[a-z]{3}_\w{20,}$/.test(one));
  return [...new Map(ids.map((id) => [id.slice(0, 3), id])).values()];
}
