/** Query parameters that a call does not know, comes to know twice, or gets as lists. */
import { type Attempt, type HostileClass, refusedWith } from '../../attempt.ts';
import { filled, isOpen, isOperators, isReading, requiredQuery } from '../../routes.ts';
import { paramsOf, type World } from '../../world.ts';

export const parameters: HostileClass = { name: 'parameters', least: 150, attempts };

const UNKNOWN = ['tenant_id', 'is_admin', 'limit[]', 'filter[tenant_id]', '__proto__[admin]', 'Limit'];

function* attempts({ routes, victim, attacker }: World): Iterable<Attempt> {
  for (const route of routes.filter((one) => isReading(one) && !isOperators(one) && !isOpen(one))) {
    if (route.path === '/v1/live') continue;
    const path = filled(route, paramsOf(route, attacker)) + requiredQuery(route);
    const more = path.includes('?') ? '&' : '?';
    const ask = (query: string): Attempt => ({
      what: `GET ${route.path} with ${query}`,
      send: () => attacker.people.owner.call('GET', path + more + query),
      judge: refusedWith(422),
    });
    for (const name of UNKNOWN.filter((each) => !route.query.some((one) => one.name === each))) {
      yield ask(`${encodeURIComponent(name)}=${victim.id}`);
    }
    for (const { name } of route.query)
      if (name === 'limit')
        for (const value of ['0', '-1', '201', '1e9', 'NaN', '1;2', '1%00', '']) yield ask(`limit=${value}`);
    for (const { name } of route.query)
      if (name === 'cursor')
        for (const value of ['..%2f..', 'null', 'WyIn', 'e30'])
          yield { ...ask(`cursor=${value}`), judge: refusedWith(400, 422) };
  }
}
