/** People of every role below the owner's, on what their role does not allow. */
import { type Attempt, type HostileClass, refusedWith } from '../../attempt.ts';
import type { Browser } from '../../browser.ts';
import { bodyOf, filled, isOpen, isPersonal, requiredQuery } from '../../routes.ts';
import { paramsOf, type Role, stateOf, type World } from '../../world.ts';

/** About the person alone, whatever their role; of channels everybody sees their own devices. */
const OWN =
  /^(?!POST \/v1\/channels$)\S+ \/v1\/((members\/leave|notifications|notification-preferences|push-subscriptions|onboarding|account)\b|channels$|channels\/\{id\}\/confirm$|partners\/\{user_id\}$)/;
const SEEN =
  'workspace|events|metrics|reconciliations|rules|alerts|live|kpis|explain|projects|notifications|overview|reports|incidents|marketplace';

/** What each role may, by docs/accounts.md. A new route is closed to all of them until it stands here. */
const MAY: Record<Exclude<Role, 'owner'>, RegExp> = {
  partner: new RegExp(`^(GET /v1/(${SEEN})\\b|POST /v1/(rules/preview$|alerts/\\{id\\}/))`),
  viewer: new RegExp(`^(GET /v1/(${SEEN}|members(?!/invitations)|partners)\\b|POST /v1/rules/preview$)`),
  editor: new RegExp(
    `^(GET /v1/(${SEEN}|members(?!/invitations)|partners)\\b|(POST|PATCH|PUT|DELETE) /v1/(rules|alerts|events|reports)\\b)`,
  ),
  admin:
    /^\S+ \/v1\/(?!(admin|billing\/(checkout|portal|plan-change|payment)|tenant|workspace)\b)|^GET \/v1\/workspace$/,
};

export const roles: HostileClass = { name: 'roles', least: 120, attempts };

async function* attempts({ base, routes, victim }: World): AsyncIterable<Attempt> {
  const before = await stateOf(victim);
  for (const route of routes.filter((one) => !isOpen(one) && !isPersonal(one))) {
    const call = `${route.method} ${route.path}`;
    for (const [role, may] of Object.entries(MAY)) {
      if (may.test(call) || OWN.test(call)) continue;
      const path = filled(route, paramsOf(route, victim)) + requiredQuery(route);
      yield {
        what: `${call} as ${role}`,
        send: () => victim.people[role as Role].call(route.method, path, bodyOf(route)),
        judge: refusedWith(403),
      };
    }
  }
  const owner = (await victim.people.owner.call('GET', '/v1/auth/session')).body?.user?.id ?? 'none';
  yield* rising(victim.people, owner);
  yield {
    what: 'all of it together changes nothing',
    send: () => victim.people.owner.call('GET', '/v1/auth/session'),
    judge: async () => ((await stateOf(victim)) === before ? undefined : `${base} has other data than before`),
  };
}

/** Who makes owners, or lowers and removes people above themselves. */
function* rising({ admin, editor, partner }: Record<Role, Browser>, owner: string): Iterable<Attempt> {
  const calls: [Browser, string, string, unknown][] = [
    [admin, 'POST', '/v1/members/invitations', { email: 'rising@example.com', role: 'owner' }],
    [admin, 'POST', '/v1/members/invitations', { invitations: [{ email: 'rising@example.com', role: 'owner' }] }],
    [admin, 'PATCH', `/v1/members/${owner}`, { role: 'viewer' }],
    [admin, 'DELETE', `/v1/members/${owner}`, undefined],
    [editor, 'DELETE', `/v1/partners/${owner}`, undefined],
    [partner, 'DELETE', `/v1/partners/${owner}`, undefined],
  ];
  for (const [by, method, path, body] of calls) {
    yield {
      what: `${method} ${path} by ${by.email.split('-')[0]}, above their own role`,
      send: () => by.call(method, path, body),
      judge: (reply) =>
        reply.status === 403 || reply.body?.data?.every?.((one: { status: string }) => one.status === 'refused')
          ? undefined
          : `${reply.status} ${reply.text.slice(0, 120)}`,
    };
  }
}
