/** Paths that a proxy, a router and a check may read in different ways. */
import { type Attempt, both, type HostileClass, type Judge, said, withoutAny } from '../../attempt.ts';
import { send } from '../../http.ts';
import { bearer, secretsOf, type World } from '../../world.ts';

export const paths: HostileClass = { name: 'paths', least: 200, attempts };

const GUARDED = [
  '/v1/events',
  '/v1/kpis',
  '/v1/members',
  '/v1/keys',
  '/v1/admin/tenants',
  '/v1/admin/operators',
  '/v1/audit.csv',
  '/v1/auth/sessions',
];

/** The same path in other words; the last part of it is `last`, the rest `head`. */
const TWISTS: Record<string, (path: string, head: string, last: string) => string> = {
  'a double slash': (path) => `/${path}`,
  'a double slash inside': (_, head, last) => `${head}//${last}`,
  'a dot': (_, head, last) => `${head}/./${last}`,
  'an encoded dot': (_, head, last) => `${head}/%2e/${last}`,
  'out of an open prefix': (path) => `/v1/auth/../..${path}`,
  'out of an open prefix, encoded': (path) => `/v1/auth/%2e%2e/%2e%2e${path}`,
  'out of invitations, encoded slash': (path) => `/v1/invitations/..%2f..${path.replaceAll('/', '%2f')}`,
  'out of webhooks, twice encoded': (path) => `/v1/webhooks/%252e%252e/%252e%252e${path}`,
  'an encoded slash': (_, head, last) => `${head}%2f${last}`,
  'a backslash': (_, head, last) => `${head}\\${last}`,
  'an encoded backslash': (_, head, last) => `${head}%5c${last}`,
  capitals: (path) => path.toUpperCase(),
  'a capital': (_, head, last) => `${head}/${last[0]!.toUpperCase()}${last.slice(1)}`,
  'an encoded letter': (_, head, last) => `${head}/%${last.charCodeAt(0).toString(16)}${last.slice(1)}`,
  'a parameter of a path': (path) => `${path};jsessionid=1`,
  'a parameter of a folder': (_, head, last) => `${head};a=1/${last}`,
  'a NUL': (path) => `${path}%00`,
  'a NUL and an open path': (path) => `${path}%00/v1/auth/`,
  'a dot at the end': (path) => `${path}.`,
  'a slash at the end': (path) => `${path}/`,
  'a file’s ending': (path) => `${path}.json`,
  'an asset’s ending': (path) => `${path}/x.css`,
  'an open path as a query': (path) => `${path}?/v1/auth/`,
  'an open path as a fragment': (path) => `${path}%23/v1/auth/`,
  'a space': (path) => `${path}%20`,
  'a line break': (path) => `${path}%0d%0aX-Injected:%201`,
  'an absolute address': (path) => `http://localhost${path}`,
  'wide letters': (_, head, last) =>
    `${head}/${encodeURIComponent(String.fromCharCode(last.charCodeAt(0) + 0xfee0))}${last.slice(1)}`,
};

/** No data: refused, not found, a page of ours, or a way there; never a fault. */
const nothing: Judge = (reply) => {
  if (reply.status === 0 || reply.status >= 500) return said(reply);
  if (reply.headers.has('x-injected')) return 'a header was injected';
  const location = reply.headers.get('location');
  if (
    location &&
    !location.startsWith('/') &&
    !location.startsWith('http://127.0.0.1') &&
    !location.startsWith('http://localhost')
  )
    return `leads to ${location}`;
  if (location?.startsWith('//')) return `leads to ${location}`;
  return reply.status < 300 && reply.body !== undefined ? said(reply) : undefined;
};

function* attempts({ base, victim, attacker }: World): Iterable<Attempt> {
  const hidden = withoutAny(secretsOf(victim));
  for (const path of GUARDED) {
    const at = path.lastIndexOf('/');
    for (const [name, twist] of Object.entries(TWISTS)) {
      const twisted = twist(path, path.slice(0, at), path.slice(at + 1));
      yield {
        what: `${path} with ${name}: ${twisted}`,
        send: () => send(base, { path: twisted }),
        judge: both(nothing, hidden),
      };
    }
  }
  // What only operators may, by a tenant's key.
  for (const [name, twist] of Object.entries(TWISTS)) {
    const twisted = twist('/v1/admin/tenants', '/v1/admin', 'tenants');
    const headers = bearer(attacker.key);
    yield {
      what: `/v1/admin/tenants with a tenant’s key and ${name}`,
      send: () => send(base, { path: twisted, headers }),
      judge: both(nothing, hidden),
    };
  }
  for (const path of [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/.dev.vars',
    '/.dev.vars',
    '/.git/config',
    '/wrangler.toml',
    '/assets/..%2f..%2f.dev.vars',
    '/_headers',
    '/dev/mail/%2e%2e%2f',
    '/dist/openapi.json',
    '/node_modules/hono/package.json',
  ]) {
    yield {
      what: `a file of the server: ${path}`,
      send: () => send(base, { path }),
      judge: both(nothing, withoutAny(['INTERNAL_ADMIN', '[core]', '"devDependencies"', 'd1_databases'])),
    };
  }
}
