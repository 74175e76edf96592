/** Security headers on every kind of reply of every route, pages and assets included. */
import type { Attempt, HostileClass, Verdict } from '../../attempt.ts';
import { type Ask, type Reply, send } from '../../http.ts';
import { bodyOf, filled, requiredQuery } from '../../routes.ts';
import { bearer, paramsOf, type World } from '../../world.ts';

export const headers: HostileClass = { name: 'headers', least: 300, attempts };

const PAGES = [
  '/',
  '/en',
  '/de',
  '/sign-in',
  '/sign-up',
  '/alerts',
  '/rules',
  '/metrics',
  '/transactions',
  '/settings',
  '/docs',
];
const OTHERS = [
  '/no-such-page',
  '/healthz',
  '/openapi.json',
  '/.well-known/signalbox-keys',
  '/dev/mail',
  '/favicon.svg',
  '/boot.js',
];

function* attempts({ base, routes, victim }: World): Iterable<Attempt> {
  for (const route of routes) {
    const path = filled(route, paramsOf(route, victim)) + requiredQuery(route);
    const owner = victim.people.owner.headers();
    const reads = route.method === 'GET';
    const asks: Record<string, Ask> = {
      'without credentials': { method: route.method, path, body: bodyOf(route) },
      'by another method': { method: 'PURGE', path },
      ...(reads
        ? {
            'by its owner': { path, headers: owner },
            'with a field too many': { path: `${path}${path.includes('?') ? '&' : '?'}zzz=1`, headers: owner },
          }
        : {}),
      ...(route.body
        ? { 'as text': { method: route.method, path, body: 'x', headers: { ...owner, 'content-type': 'text/plain' } } }
        : {}),
      ...(route.body ? { 'as no JSON': { method: route.method, path, body: '{', headers: owner } } : {}),
    };
    for (const [name, ask] of Object.entries(asks)) yield of(base, `${ask.method ?? 'GET'} ${route.path} ${name}`, ask);
  }
  const large = { method: 'POST', body: `"${'x'.repeat(1_100_000)}"`, headers: bearer(victim.key) };
  for (const path of ['/v1/events', '/v1/rules']) yield of(base, `POST ${path}, too large`, { ...large, path });
  for (const path of [...PAGES, ...OTHERS]) {
    yield of(base, `GET ${path}`, { path });
    yield of(base, `POST ${path}`, { path, method: 'POST', body: '{}' });
    yield of(base, `HEAD ${path}`, { path, method: 'HEAD' });
  }
}

function of(base: string, what: string, ask: Ask): Attempt {
  return { what, send: () => send(base, ask), judge: (reply) => bareOf(reply, ask.path) };
}

/** The first protection that the reply lacks. */
function bareOf(reply: Reply, path: string): Verdict {
  const { headers: told, status } = reply;
  if (status === 0 || status >= 500) return `${status} ${reply.text.slice(0, 80)}`;
  const policy = told.get('content-security-policy') ?? '';
  const faults: Record<string, boolean> = {
    'no nosniff': told.get('x-content-type-options') !== 'nosniff',
    'a policy that allows frames': !policy.includes("frame-ancestors 'none'"),
    'a policy that allows everything': !policy.includes("default-src 'none'"),
    'a policy that allows inline scripts': /script-src[^;]*'unsafe-(inline|eval)'/.test(policy),
    'no opener policy': told.get('cross-origin-opener-policy') !== 'same-origin',
    'no resource policy': told.get('cross-origin-resource-policy') !== 'same-origin',
    'no referrer policy': !told.get('referrer-policy'),
    'may be stored': path.startsWith('/v1/') && !told.get('cache-control')?.includes('no-store'),
    'names the server’s software': told.has('server') && !/^cloudflare$/i.test(told.get('server')!),
    'names the framework': told.has('x-powered-by'),
  };
  return Object.keys(faults).find((name) => faults[name]);
}
