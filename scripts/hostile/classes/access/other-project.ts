/** A key of one project on the things of another project of the same tenant. */
import { type Attempt, both, type HostileClass, type Judge, said, withoutAny } from '../../attempt.ts';
import { bodyOf, filled, isOpen, isOperators, isPersonal, isReading, requiredQuery } from '../../routes.ts';
import { paramsOf, stateOf, type World, withKey } from '../../world.ts';

export const otherProject: HostileClass = { name: 'other-project', least: 60, attempts };

/** Not found; or not for keys at all. */
const unknown: Judge = (reply) =>
  reply.status === 404 ||
  reply.body?.code === 'auth.people_only' ||
  reply.body?.code === 'auth.forbidden' ||
  reply.status === 401
    ? undefined
    : `${said(reply)} instead of 404`;

async function* attempts({ base, routes, victim }: World): AsyncIterable<Attempt> {
  const before = await stateOf(victim);
  const hidden = withoutAny([String(victim.amount), ...(victim.things.get('/v1/events') ?? [])]);
  for (const route of routes.filter((one) => !isOpen(one) && !isOperators(one) && !isPersonal(one))) {
    const params = {
      ...paramsOf(route, victim),
      ...(route.path.startsWith('/v1/projects/') ? { id: victim.project_id } : {}),
    };
    const path = filled(route, params) + requiredQuery(route);
    const isNamed = route.params.length > 0 && !route.params.includes('metric');
    if (!isNamed && !isReading(route)) continue;
    for (const header of ['', victim.project_id]) {
      const headers = { origin: base, ...(header ? { 'signalbox-project': header } : {}) };
      yield {
        what: `${route.method} ${route.path} with a key of another project${header ? ' and the header of this one' : ''}`,
        send: () => withKey(base, victim.second_key, { method: route.method, path, body: bodyOf(route), headers }),
        judge: isNamed ? both(unknown, hidden) : hidden,
      };
    }
  }
  yield {
    what: 'all of it together changes nothing',
    send: () => withKey(base, victim.second_key, { path: '/v1/rules' }),
    judge: async () => ((await stateOf(victim)) === before ? undefined : 'the project’s data is not what it was'),
  };
}
