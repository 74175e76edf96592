/** The operators' routes, without their credentials: with none, with those of tenants, with what looks like theirs. */
import { type Attempt, both, type HostileClass, refusedWith, withoutAny } from '../../attempt.ts';
import { send } from '../../http.ts';
import { bodyOf, filled, isOperators } from '../../routes.ts';
import { bearer, paramsOf, secretsOf, type World } from '../../world.ts';

export const operator: HostileClass = { name: 'operator', least: 250, attempts };

function* attempts({ base, routes, adminKey, victim, attacker }: World): Iterable<Attempt> {
  const strangers: Record<string, Record<string, string>> = {
    'no credential': {},
    'the operator’s key cut short': bearer(adminKey.slice(0, -1)),
    'the operator’s key with more': bearer(`${adminKey}0`),
    'the operator’s key in other case': bearer(swapCase(adminKey)),
    'the operator’s key as a cookie': { cookie: `signalbox_session=${encodeURIComponent(adminKey)}` },
    'the operator’s key in another header': { 'x-api-key': adminKey, 'x-admin-key': adminKey },
    'a token of an operator that is made up': bearer('op_00000000000000000000000000000000'),
    'the name of a role': bearer('admin'),
  };
  const known: Record<string, Record<string, string>> = {
    'a tenant’s secret key': bearer(attacker.key),
    'a tenant’s publishable key': bearer(attacker.publishable_key),
    'a tenant’s owner': attacker.people.owner.headers(),
    'a partner': attacker.people.partner.headers(),
  };
  for (const route of routes.filter(isOperators)) {
    const ask = { method: route.method, path: filled(route, paramsOf(route, victim)), body: bodyOf(route) };
    for (const [all, status] of [
      [strangers, 401],
      [known, 403],
    ] as const) {
      for (const [name, headers] of Object.entries(all)) {
        yield {
          what: `${route.method} ${route.path} with ${name}`,
          send: () => send(base, { ...ask, headers: { origin: base, ...headers } }),
          judge: both(refusedWith(status), withoutAny(secretsOf(victim))),
        };
      }
    }
  }
}

/** Another text with the same letters; a key of digits alone gets one of them changed. */
function swapCase(text: string): string {
  const swapped = text.replaceAll(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
  return swapped === text ? `${text.slice(0, -1)}x` : swapped;
}
