/** Secret keys of one scope each, on every route that the scope does not open. */
import { type Attempt, both, type HostileClass, refusedWith, withoutAny } from '../../attempt.ts';
import { bodyOf, filled, isOpen, isPersonal, type Route, requiredQuery } from '../../routes.ts';
import { paramsOf, SCOPES, type Tenant, type World, withKey } from '../../world.ts';

/** What each scope opens, by contract. A new route is closed to all of them until it stands here. */
const OPENS: Record<(typeof SCOPES)[number], RegExp> = {
  'events:write': /^POST \/(v1\/(events|usage|cloudevents|batch|track|page|identify)|batch|e|i|api)\b(?!.*\/\{)/,
  read: /^(GET \/v1\/(events|metrics|reconciliations|rules|alerts|live|kpis|explain|projects|billing\/(usage|plan|limits|invoices)|overview|marketplace|reports|incidents|customers|channels|deliveries|notification-channels)\b|POST \/v1\/rules\/preview$)/,
  manage:
    /^((POST|PATCH|PUT|DELETE) \/v1\/(rules|alerts|projects\/\{id\}|keys|channels|webhook-endpoints|deliveries|notification-settings|reports|marketplace)(?!\w)|GET \/v1\/(keys|channels|webhook-endpoints|deliveries|notification-settings|reports\/\{id\}\/links)(?!\w)|(GET|POST|DELETE) \/v1\/(exports|privacy)\b)/,
};
/** For people alone, whatever a key's scopes. */
const PEOPLE = /^POST \/v1\/projects\/\{id\}\/(archive|restore)$/;

export const scopes: HostileClass = { name: 'scopes', least: 150, attempts };

function* attempts({ base, routes, victim }: World): Iterable<Attempt> {
  for (const route of routes.filter((one) => !isOpen(one))) {
    for (const scope of SCOPES.filter((each) => !opens(each, route))) {
      const path = filled(route, paramsOf(route, victim)) + requiredQuery(route);
      const ask = { method: route.method, path, body: bodyOf(route), headers: { origin: base } };
      yield {
        what: `${route.method} ${route.path} with ${scope} alone`,
        send: () => withKey(base, victim.keys[scope], ask),
        judge: both(refusedWith(403, ...(isPersonal(route) ? [401] : [])), withoutAny(shownBy(victim))),
      };
    }
  }
}

function opens(scope: (typeof SCOPES)[number], route: Route): boolean {
  const call = `${route.method} ${route.path}`;
  return OPENS[scope].test(call) && !PEOPLE.test(call);
}

function shownBy({ people, amount }: Tenant): string[] {
  return [String(amount), ...Object.values(people).map(({ email }) => email)];
}
