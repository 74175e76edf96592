/** What is attacked, and who attacks: two tenants with everything in them that routes are about. */
import { randomBytes } from 'node:crypto';
import type { FakeProvider } from '../fakes/oidc.ts';
import { Browser, freshEmail, newPerson, PASSWORD, tokenFor } from './browser.ts';
import { type Ask, type Reply, send } from './http.ts';
import { type Route, readRoutes } from './routes.ts';

export const ROLES = ['owner', 'admin', 'editor', 'viewer', 'partner'] as const;
export type Role = (typeof ROLES)[number];
export const SCOPES = ['events:write', 'read', 'manage'] as const;

export interface Tenant {
  id: string;
  project_id: string;
  /** Another project of the same tenant, with a key of its own that may do everything there. */
  second_project_id: string;
  second_key: string;
  people: Record<Role, Browser>;
  /** A secret key with every scope, one for each scope alone, and a publishable one. */
  key: string;
  keys: Record<(typeof SCOPES)[number], string>;
  publishable_key: string;
  /** What its one payment came to, unlike that of any other tenant. */
  amount: number;
  /** Ids of what it has, by the path of the list that shows them. */
  things: Map<string, string[]>;
}

export interface World {
  base: string;
  adminKey: string;
  routes: Route[];
  victim: Tenant;
  attacker: Tenant;
  /** The fake that the server signs people in with, where it is one of our own. */
  provider?: FakeProvider;
}

let tenants = 0;

/** Where a world is made: a server, its operator's key, and its provider if that is a fake. */
export type Ground = Pick<World, 'base' | 'adminKey' | 'provider'>;

/** Makes both tenants. */
export async function makeWorld(ground: Ground): Promise<World> {
  const { base, adminKey } = ground;
  const routes = await readRoutes(base);
  const make = () => makeTenant(base, adminKey, routes);
  const [victim, attacker] = [await make(), await make()];
  return { ...ground, routes, victim, attacker };
}

/** One call as the operator; throws when it is refused. */
export async function operate(base: string, adminKey: string, method: string, path: string, body?: unknown) {
  return expectOk(`${method} ${path}`, await send(base, { method, path, body, headers: bearer(adminKey) })).body;
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** A call with a key. */
export function withKey(base: string, key: string, ask: Ask): Promise<Reply> {
  return send(base, { ...ask, headers: { ...bearer(key), ...ask.headers } });
}

/** A tenant with its owner, two projects and keys, people of every role, and one of everything that has an id. */
export async function makeTenant(base: string, adminKey: string, routes: Route[], plan = 'internal'): Promise<Tenant> {
  const bare = await makeBareTenant(base, adminKey, plan);
  const people = await makePeople(base, adminKey, bare);
  const tenant: Tenant = { ...bare, people, things: new Map() };
  await fill(base, tenant);
  for (const { method, path, params } of routes) {
    if (method !== 'GET' || params.length > 0 || path.startsWith('/v1/admin/')) continue;
    const { body } = await people.owner.call('GET', path);
    const ids = (body?.data ?? []).flatMap?.((row: Record<string, unknown>) => row.user_id ?? row.id ?? []);
    if (ids?.length > 0) tenant.things.set(path, ids);
  }
  return tenant;
}

type Bare = Omit<Tenant, 'people' | 'things'> & { owner: Browser };

/** Tenant, owner, projects and keys. */
async function makeBareTenant(base: string, adminKey: string, plan: string): Promise<Bare> {
  const op = (method: string, path: string, body: unknown) => operate(base, adminKey, method, path, body);
  tenants += 1;
  const name = `Hostile ${randomBytes(4).toString('hex')}`;
  const { id } = await op('POST', '/v1/admin/tenants', { key: name, name, plan });
  const project = (key: string) =>
    op('POST', `/v1/admin/tenants/${id}/projects`, {
      key,
      name: `${name} ${key}`,
      currency: 'GBP',
      starter_rules: false,
    });
  const [first, second] = [await project('main'), await project('second')];
  const issue = async (project_id: string, input: unknown) =>
    (await op('POST', `/v1/admin/projects/${project_id}/keys`, input)).key as string;
  const secret = (scopes: readonly string[]) => issue(first.id, { name: scopes.join(' '), scopes });
  const owner = new Browser(base);
  owner.email = freshEmail('owner');
  await op('PUT', `/v1/admin/tenants/${id}/owner`, { email: owner.email, name: 'Olga', password: PASSWORD });
  return {
    id,
    project_id: first.id,
    second_project_id: second.id,
    second_key: await issue(second.id, { name: 'second', scopes: SCOPES }),
    owner,
    key: await secret(SCOPES),
    keys: {
      'events:write': await secret(['events:write']),
      read: await secret(['read']),
      manage: await secret(['manage']),
    },
    publishable_key: await issue(first.id, { name: 'page', kind: 'publishable', scopes: ['events:write'] }),
    amount: 7_000_000_000 + tenants * 1_000_003 + randomBytes(2).readUInt16BE(),
  };
}

async function makePeople(
  base: string,
  adminKey: string,
  { id, project_id, owner }: Bare,
): Promise<Record<Role, Browser>> {
  await signIn(owner);
  const [admin, editor, viewer] = await Promise.all([
    join(owner, 'admin'),
    join(owner, 'editor'),
    join(owner, 'viewer'),
    // One whom nobody calls as.
    join(owner, 'viewer'),
  ]);
  const partner = await newPerson(base);
  await operate(base, adminKey, 'PUT', `/v1/admin/tenants/${id}/partners`, { email: partner.email });
  expectOk('switching to the tenant', await partner.call('POST', '/v1/auth/tenant', { tenant_id: id }));
  const people = { owner, admin, editor, viewer, partner };
  for (const person of Object.values(people)) person.project = project_id;
  return people;
}

/** Signs in with the usual password. */
export async function signIn(browser: Browser): Promise<Reply> {
  const { email } = browser;
  return expectOk('signing in', await browser.call('POST', '/v1/auth/sign-in', { email, password: PASSWORD }));
}

/** Invites somebody new, who accepts. */
export async function join(by: Browser, role: Role): Promise<Browser> {
  const browser = new Browser(by.base);
  browser.email = freshEmail(role);
  expectOk('inviting', await by.call('POST', '/v1/members/invitations', { email: browser.email, role }));
  const token = await tokenFor(by.base, browser.email);
  expectOk(
    'accepting',
    await browser.call('POST', '/v1/invitations/accept', { token, name: 'Ada', password: PASSWORD }),
  );
  return browser;
}

/** One of everything: payment, alert and its rule, export, erasure, open invitation. */
async function fill(base: string, { key, people: { owner }, amount }: Tenant): Promise<void> {
  const call = async (method: string, path: string, body?: unknown) =>
    expectOk(`${method} ${path}`, await withKey(base, key, { method, path, body }));
  const event_type = 'custom.hostile.alarm';
  await call('POST', '/v1/rules', { name: 'Alarm', type: 'event', event_type, count: 1, window_minutes: 60 });
  await call('POST', '/v1/events', { event_type, idempotency_key: 'alarm' });
  const payload = { amount_cents: amount, currency: 'GBP' };
  await call('POST', '/v1/events', { event_type: 'payment_succeeded', idempotency_key: 'payment', payload });
  await call('POST', '/v1/privacy/erasures', { actor_id: 'nobody' });
  await call('POST', '/v1/exports');
  expectOk('inviting', await owner.call('POST', '/v1/members/invitations', { email: freshEmail(), role: 'viewer' }));
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if ((await call('GET', '/v1/alerts')).body?.data?.length > 0) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Error('The alert did not come.');
}

/** Values of a route's path parameters: ids of the tenant's own things. */
export function paramsOf({ path, params }: Route, tenant: Tenant): Record<string, string> {
  const values = params.map((name): [string, string] => {
    const list = path.slice(0, path.indexOf(`/{${name}}`));
    if (name === 'metric') return [name, 'revenue'];
    if (name === 'provider') return [name, 'oidc'];
    if (list === '/v1/admin/tenants') return [name, tenant.id];
    if (list === '/v1/admin/projects') return [name, tenant.project_id];
    // The last of a list: whoever came first may be the one who calls.
    return [name, tenant.things.get(list.replace('/v1/admin/', '/v1/'))?.at(-1) ?? 'none'];
  });
  return Object.fromEntries(values);
}

/** Everything of a tenant that nobody else may see: ids, addresses, what its payment came to. */
export function secretsOf({ id, project_id, second_project_id, people, amount, things }: Tenant): string[] {
  const emails = Object.values(people).map(({ email }) => email);
  const ids = [...things.values()].flat().filter((one) => /^[a-z]{3}_\w{20,}$/.test(one));
  return [...new Set([id, project_id, second_project_id, String(amount), ...emails, ...ids])];
}

/** What a tenant's owner sees of it, to compare later. */
export async function stateOf({ people: { owner } }: Tenant): Promise<string> {
  const paths = [
    'projects?status=all',
    'keys',
    'members',
    'members/invitations',
    'partners',
    'rules',
    'alerts',
    'exports',
  ];
  const more = ['privacy/erasures', 'events', 'audit'];
  const read = async (path: string) => (await owner.call('GET', `/v1/${path}`)).text;
  const texts = await Promise.all([...paths, ...more].map(read));
  // An export that was still running may have finished meanwhile, and a key's last use may lag.
  return texts
    .join('\n')
    .replaceAll(/"(last_used_at|finished_at|sealed_at|updated_at)":("[^"]*"|null)/g, '')
    .replaceAll(/"status":"(running|ready)","counts":\{[^}]*\},"bytes":\d+,"progress":\{[^}]*\}/g, '');
}

export function expectOk(what: string, reply: Reply): Reply {
  if (reply.status >= 200 && reply.status < 300) return reply;
  throw new Error(`The world could not be made: ${what} says ${reply.status} ${reply.text.slice(0, 200)}`);
}
