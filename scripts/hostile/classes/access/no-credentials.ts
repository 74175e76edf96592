/** Every route that is not open by contract, called by nobody in particular. */
import { type Attempt, both, type HostileClass, refusedWith, withoutAny } from '../../attempt.ts';
import { send } from '../../http.ts';
import { bodyOf, filled, isOpen, requiredQuery } from '../../routes.ts';
import { paramsOf, secretsOf, type World } from '../../world.ts';

/** What stands in the place of credentials. */
const NOTHING: Record<string, Record<string, string>> = {
  'nothing at all': {},
  'an empty key': { authorization: 'Bearer ' },
  'a key that is made up': { authorization: 'Bearer sk_live_0000000000000000000000000000000000000000' },
  'a password of HTTP': { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
  'a session that is made up': { cookie: 'signalbox_session=x.y; __Host-signalbox_session=x.y; session=x' },
};

export const noCredentials: HostileClass = { name: 'no-credentials', least: 300, attempts };

function* attempts(world: World): Iterable<Attempt> {
  const { base, victim } = world;
  const judge = both(refusedWith(401), withoutAny(secretsOf(victim)));
  for (const route of world.routes.filter((one) => !isOpen(one))) {
    const path = filled(route, paramsOf(route, victim)) + requiredQuery(route);
    for (const [name, credentials] of Object.entries(NOTHING)) {
      const headers = { origin: base, 'signalbox-project': victim.project_id, ...credentials };
      const ask = { method: route.method, path, body: bodyOf(route), headers };
      yield { what: `${route.method} ${route.path} with ${name}`, send: () => send(base, ask), judge };
    }
  }
}
