/** A publishable key, which everybody can read in a page, on every route but the one it is for. */
import { type Attempt, both, type HostileClass, refusedWith, withoutAny } from '../../attempt.ts';
import { bodyOf, filled, isOpen, isOperators, isPersonal, requiredQuery } from '../../routes.ts';
import { paramsOf, secretsOf, type World, withKey } from '../../world.ts';

export const publishableKey: HostileClass = { name: 'publishable-key', least: 120, attempts };

function* attempts({ base, routes, victim, attacker }: World): Iterable<Attempt> {
  for (const route of routes.filter((one) => !isOpen(one) && one.id !== 'appendEvents')) {
    for (const owner of [victim, attacker]) {
      const headers = { origin: base, 'signalbox-project': owner.project_id };
      const path = filled(route, paramsOf(route, owner)) + requiredQuery(route);
      const ask = { method: route.method, path, body: bodyOf(route), headers };
      yield {
        what: `${route.method} ${route.path} of ${owner === victim ? 'its own project' : 'another tenant'}`,
        send: () => withKey(base, victim.publishable_key, ask),
        // A call about one's own account looks for a session, and finds none.
        judge: both(
          refusedWith(403, ...(isPersonal(route) && !isOperators(route) ? [401] : [])),
          withoutAny(secretsOf(owner)),
        ),
      };
    }
  }
}
