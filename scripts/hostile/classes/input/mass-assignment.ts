/** Fields that nobody may set: ids, tenants, roles, plans, revisions, times. Read back afterwards. */
import { type Attempt, type HostileClass, judgeOf, refusedWith } from '../../attempt.ts';
import { send } from '../../http.ts';
import { bodyOf, filled, isOperators } from '../../routes.ts';
import { bearer, paramsOf, stateOf, type World } from '../../world.ts';

export const massAssignment: HostileClass = { name: 'mass-assignment', least: 350, attempts };

async function* attempts({ base, adminKey, routes, victim, attacker }: World): AsyncIterable<Attempt> {
  const before = await stateOf(attacker);
  const fields: Record<string, unknown> = {
    id: 'evt_made_up',
    tenant_id: victim.id,
    project_id: victim.project_id,
    role: 'owner',
    plan: 'internal',
    status: 'active',
    revision: 99,
    is_admin: true,
    created_at: '2020-01-01T00:00:00Z',
  };
  for (const route of routes.filter(({ body }) => body !== undefined)) {
    const sample = bodyOf(route);
    if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) continue;
    const known = JSON.stringify(route.body) + JSON.stringify(resolved(route.body, route.document));
    for (const [name, value] of Object.entries(fields)) {
      if (known.includes(`"${name}"`)) continue;
      const headers = isOperators(route) ? bearer(adminKey) : attacker.people.owner.headers();
      const ask = {
        method: route.method,
        path: filled(route, paramsOf(route, attacker)),
        body: { ...sample, [name]: value },
        headers,
      };
      yield {
        what: `${route.method} ${route.path} with ${name}`,
        send: () => send(base, ask),
        judge: judgeOf(route, refusedWith(422)),
      };
    }
  }
  yield {
    what: 'all of it together changes nothing',
    send: () => attacker.people.owner.call('GET', '/v1/auth/session'),
    judge: async () => ((await stateOf(attacker)) === before ? undefined : 'something was set'),
  };
}

/** The schemas that a body's schema names. */
function resolved(
  schema: { $ref?: string; anyOf?: { $ref?: string }[] },
  { components }: { components?: { schemas?: Record<string, unknown> } },
): unknown[] {
  const refs = [schema.$ref, ...(schema.anyOf ?? []).map((one) => one.$ref)].filter((ref) => ref !== undefined);
  return refs.map((ref) => components?.schemas?.[ref.split('/').at(-1)!]);
}
