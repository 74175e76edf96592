/** The contract that holds for any route: how to find them all, who may knock, and what a world to attack is made of. */
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { Permission } from '../base/context.ts';
import { ACCESS_ROLES, type AccessRole, permissionsOfRole, permissionsOfScopes } from '../tenants/auth/permissions.ts';
import { SCOPES } from '../tenants/keys/schema.ts';
import { operate, type Person, payment, type Reply, request, type Seed, seedPerson, seedTenant } from './seed.ts';

/**
 * Who a route is for: anyone; every person with a session, for their own account; people of a tenant; people and keys alike; the
 * operator. `people` and `all` need a permission, unless every member may.
 */
export type Audience = 'anyone' | 'session' | 'people' | 'all' | 'operator';

/** One request, its parameters by name. */
export interface Call {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
}

/** What is expected of one operation of the document. */
export interface Expectation {
  audience: Audience;
  needs?: Permission | readonly Permission[];
  /** A valid request about things of this world; it may make them first. */
  request: (world: World) => Call | Promise<Call>;
  /** The status that a permitted caller gets, where that is not 2xx. */
  expected_status?: number;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  /** Names of its query parameters. */
  query: string[];
}

interface Documented {
  operationId: string;
  parameters?: { name: string; in: string }[];
}

/** Every operation of the published document. */
export async function operations(): Promise<Operation[]> {
  const { paths } = (await request('GET', '/openapi.json', undefined)).body as {
    paths: Record<string, Record<string, Documented>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, parameters = [] }]) => {
      const query = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
      return { id, method: method.toUpperCase(), path, query };
    }),
  );
}

export type Caller = Seed['call'];

/** A tenant with everything in it that routes are about, people of every role and keys of every scope. */
export interface World extends Seed {
  people: Record<AccessRole, Person>;
  /** Secret keys by their only scope. */
  keys: Record<(typeof SCOPES)[number], Caller>;
  /** A member and a key that make no calls. */
  bystander: Person;
  spare_key_id: string;
  /** What its one payment came to, unlike that of any other world. */
  amount: number;
}

let amount = 7_654_321;

/** Makes a world that nothing else touches. */
export async function makeWorld(): Promise<World> {
  const seed = await seedTenant();
  const issue = async (name: string, scopes: readonly string[]) =>
    (await operate('POST', `/v1/admin/projects/${seed.project_id}/keys`, { name, scopes })).body;
  const as =
    (key: string): Caller =>
    (method, path, body, headers) =>
      request(method, path, key, body, headers);
  const people = Object.fromEntries(
    await Promise.all(ACCESS_ROLES.map(async (role) => [role, await seedPerson(seed, role)])),
  );
  const keys = Object.fromEntries(
    await Promise.all(SCOPES.map(async (scope) => [scope, as((await issue(scope, [scope])).key)])),
  );
  const spare_key_id = (await issue('spare', SCOPES)).id;
  await seed.send(
    payment({ actor_id: `actor-of-${seed.tenant_id}`, payload: { amount_cents: ++amount, currency: 'GBP' } }),
  );
  // A second owner, so that the first may leave.
  await seedPerson(seed, 'owner');
  const bystander = await seedPerson(seed, 'viewer');
  return { ...seed, people, keys, bystander, spare_key_id, amount };
}

/** Sends an operation's request with a credential. */
export async function knock({ method, path }: Operation, call: Call, caller: Caller, headers = {}): Promise<Reply> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => call.params?.[name] ?? `no-${name}`);
  const reply = await caller(method, call.query ? `${filled}?${call.query}` : filled, call.body, headers);
  expectSecurityHeaders(`${method} ${path}`, reply.headers);
  return reply;
}

/** What every reply of every route carries, refusals included. */
export function expectSecurityHeaders(what: string, headers: Headers): void {
  const said = Object.fromEntries(SECURITY_HEADERS.map((name) => [name, headers.get(name)]));
  expect([what, said]).toEqual([
    what,
    {
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': expect.stringMatching(/./),
      'cache-control': what.includes(' /v1/') ? expect.stringContaining('no-store') : headers.get('cache-control'),
    },
  ]);
}

const SECURITY_HEADERS = [
  'x-content-type-options',
  'content-security-policy',
  'cross-origin-resource-policy',
  'cross-origin-opener-policy',
  'referrer-policy',
  'cache-control',
];

/** Without a credential, with any headers. */
export const nobody: Caller = (method, path, body, headers) =>
  request(method, path, undefined, body, { origin: 'https://signalbox.test', ...headers });

/** The operator. */
export const operator: Caller = (method, path, body, headers) =>
  request(method, path, env.INTERNAL_ADMIN_API_KEY, body, headers);

/** Callers of a world that lack what the expectation needs, by what they are. */
export function tooLittle({ audience, needs }: Expectation, world: World): [string, Caller][] {
  const people = ACCESS_ROLES.map((role): [string, Caller, boolean] => {
    const may = holds(permissionsOfRole(role), needs);
    return [role, world.people[role].call, (audience === 'people' || audience === 'all') && may];
  });
  const keys = SCOPES.map((scope): [string, Caller, boolean] => {
    const may = needs !== undefined && holds(permissionsOfScopes([scope]), needs);
    return [`a key with ${scope}`, world.keys[scope], audience === 'all' && may];
  });
  return [...people, ...keys].filter(([, , allowed]) => !allowed).map(([name, caller]) => [name, caller]);
}

function holds(permissions: ReadonlySet<Permission>, needs: Expectation['needs'] = []): boolean {
  return [needs].flat().every((permission) => permissions.has(permission));
}

/** The callers of a world that hold all there is to hold, as far as the audience is open to them. */
export function permitted({ audience, needs }: Expectation, world: World): [string, Caller][] {
  if (audience === 'operator') return [['operator', operator]];
  const owner: [string, Caller] = ['owner', world.people.owner.call];
  if (audience !== 'all' || !needs || !holds(permissionsOfScopes(SCOPES), needs)) return [owner];
  return [owner, ['secret key', world.call]];
}

/** Whether a request names things by id: then it must not find another tenant's. */
export function namesThings(call: Call): boolean {
  return /\b[a-z]{3}_[0-9a-f]{32}\b/.test(JSON.stringify([call.params, call.body]));
}

/** Nothing in the reply is the world's: no id, no address, no amount; what the caller `sent` may come back to them. */
export function expectNothingOf(world: World, reply: Reply, what: string, sent = ''): void {
  const text = JSON.stringify(reply.body ?? '').replaceAll(sent || '\0', '');
  const addresses = Object.values(world.people).flatMap(({ email, user_id, session_id }) => [
    email,
    user_id,
    session_id,
  ]);
  for (const secret of [world.tenant_id, world.project_id, world.spare_key_id, String(world.amount), ...addresses]) {
    expect(text.includes(secret), `${what} shows ${secret}`).toBe(false);
  }
}

/** A refusal in the form of all refusals. */
export function expectRefusal(what: string, reply: Reply, status: number, code?: string): void {
  expect([what, reply.status, code ?? reply.body?.code]).toEqual([what, status, reply.body?.code]);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
}
