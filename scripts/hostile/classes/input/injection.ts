/** Pieces of SQL, of JSON paths and of shells in every text that a call takes. */
import { type Attempt, both, type HostileClass, type Judge, said, withoutAny } from '../../attempt.ts';
import { bodyOf, filled, isOpen, isOperators, isReading, type Route, requiredQuery } from '../../routes.ts';
import { paramsOf, secretsOf, stateOf, type World } from '../../world.ts';

export const injection: HostileClass = { name: 'injection', least: 380, attempts };

const TEXTS = [
  "' OR '1'='1",
  "x' UNION SELECT id, key, name, slug, plan, status, 1, 1 FROM tenants --",
  '%',
  "$') OR json_extract(body,'$.id') IS NOT NULL --",
  '\u0000',
];

/** What a database or a stack says of itself. */
const TELLTALE = /SQLITE|D1_ERROR|syntax error|no such (table|column)|drizzle|at \w+ \(|\.ts:\d+|unrecognized token/i;

const silent: Judge = (reply) => {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  return TELLTALE.test(reply.text) ? `speaks of its insides: ${TELLTALE.exec(reply.text)![0]}` : undefined;
};

async function* attempts(world: World): AsyncIterable<Attempt> {
  const { routes, victim } = world;
  const before = await stateOf(victim);
  for (const route of routes.filter((one) => !isOperators(one) && !isOpen(one))) yield* into(world, route);
  yield {
    what: 'all of it together changes nothing of other tenants',
    send: () => victim.people.owner.call('GET', '/v1/auth/session'),
    judge: async () => ((await stateOf(victim)) === before ? undefined : 'the other tenant’s data is not what it was'),
  };
}

function* into({ victim, attacker }: World, route: Route): Iterable<Attempt> {
  const { owner } = attacker.people;
  const judge = both(silent, withoutAny(secretsOf(victim)));
  const own = paramsOf(route, attacker);
  for (const text of TEXTS) {
    const coded = encodeURIComponent(text);
    for (const name of route.params) {
      const path = filled(route, { ...own, [name]: coded }) + requiredQuery(route);
      const isOdd = both(judge, (reply) => (reply.status < 300 ? said(reply) : undefined));
      yield {
        what: `${route.method} ${route.path} with ${name} = ${text}`,
        send: () => owner.call(route.method, path, bodyOf(route)),
        judge: isOdd,
      };
    }
    if (!isReading(route)) continue;
    for (const { name } of route.query) {
      const query = requiredQuery(route).replace(new RegExp(`[?&]${name}=[^&]*`), '');
      const path = `${filled(route, own)}?${query.replace(/^[?&]/, '')}${query ? '&' : ''}${name}=${coded}`;
      yield {
        what: `GET ${route.path} with ${name} = ${text}`,
        send: () => owner.call('GET', path),
        judge: both(judge, fewer(text)),
      };
    }
  }
}

/** A filter that is no value of anything finds nothing. */
function fewer(text: string): Judge {
  return ({ status, body }) =>
    status < 300 && Array.isArray(body?.data) && body.data.length > 0
      ? `${text} finds ${body.data.length} rows`
      : undefined;
}
