/** A private tenant for one test, made through the operator's API, and short ways to call as its key. */
import { env, exports } from 'cloudflare:workers';
import { randomToken, sha256 } from '../base/crypto.ts';
import { batch, openDb } from '../base/db.ts';
import { newId } from '../base/ids.ts';
import type { AccessRole } from '../tenants/auth/permissions.ts';
import { sessionCookie } from '../tenants/auth/session/cookie.ts';
import { insertSession } from '../tenants/auth/session/session-store.ts';
import { insertMember, insertUser } from '../tenants/auth/store.ts';
import { insertPartner } from '../tenants/members/partner-store.ts';

const ORIGIN = 'https://signalbox.test';

export interface SeedOptions {
  plan?: string;
  timezone?: string;
  currency?: string;
  industry?: string;
  pii_policy?: string;
  /** The rules of the project's industry; tests begin without. */
  starter_rules?: boolean;
}

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  body: any;
}

/** A tenant with one project and its keys. */
export interface Seed {
  tenant_id: string;
  project_id: string;
  secret_key: string;
  publishable_key: string;
  /** Calls as the secret key; a plain object or array becomes JSON. */
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
  /** Appends events as the secret key. */
  send: (events: unknown) => Promise<Reply>;
}

/** One request to the Worker. */
export async function request(
  method: string,
  path: string,
  key: string | undefined,
  body?: unknown,
  headers = {},
): Promise<Reply> {
  const raw =
    typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream || body === undefined;
  const response = await exports.default.fetch(
    new Request(ORIGIN + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: raw ? (body as BodyInit | undefined) : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : parse(text) };
}

/** One request as the operator. */
export async function operate(method: string, path: string, body?: unknown): Promise<Reply> {
  return await request(method, path, env.INTERNAL_ADMIN_API_KEY, body);
}

/** Makes a tenant that nothing else uses. */
export async function seedTenant(options: SeedOptions = {}): Promise<Seed> {
  const key = newId('ten');
  const { plan = 'internal', ...settings } = options;
  const tenant = (await operate('POST', '/v1/admin/tenants', { key, name: 'Test', plan })).body;
  const project = await operate('POST', `/v1/admin/tenants/${tenant.id}/projects`, {
    name: 'Shop',
    starter_rules: false,
    ...settings,
  });
  const project_id: string = project.body.id;
  const issue = async (kind: string) =>
    (await operate('POST', `/v1/admin/projects/${project_id}/keys`, { name: kind, kind })).body.key as string;
  const secret_key = await issue('secret');
  const publishable_key = await issue('publishable');
  return {
    tenant_id: tenant.id,
    project_id,
    secret_key,
    publishable_key,
    call: (method, path, body, headers) => request(method, path, secret_key, body, headers),
    send: (events) => request('POST', '/v1/events', secret_key, events),
  };
}

/** A signed-in member of a tenant, or partner to it. */
export interface Person {
  user_id: string;
  session_id: string;
  email: string;
  /** The Cookie header of the session. */
  cookie: string;
  /** Calls as the dashboard would, with the seed's project chosen. */
  call: Seed['call'];
}

/** Makes a member with a session straight in the store: no mail, no password, no time. */
export async function seedPerson(
  seed: Pick<Seed, 'tenant_id'> & { project_id?: string },
  role: AccessRole,
): Promise<Person> {
  const db = openDb(env.DB);
  const now = Date.now();
  const created_at = new Date(now).toISOString();
  const user_id = newId('usr');
  const email = `${role}-${user_id}@example.com`;
  const token = randomToken(32);
  const { tenant_id } = seed;
  const session = { digest: sha256(token), user_id, tenant_id, ip_address: '', user_agent: 'tests', now };
  await batch(db, [
    insertUser(db, { id: user_id, email, name: `Ms ${role}`, locale: 'en', password: '', created_at }),
    role === 'partner'
      ? insertPartner(db, { tenant_id, user_id, created_at })
      : insertMember(db, { tenant_id, user_id, role, created_at }),
    insertSession(db, session),
  ]);
  const row = await env.DB.prepare('SELECT id FROM sessions WHERE digest = ?').bind(session.digest).first<string>('id');
  const cookie = sessionCookie(env, ORIGIN, token).split(';')[0]!;
  const project = seed.project_id === undefined ? {} : { 'signalbox-project': seed.project_id };
  const call: Seed['call'] = (method, path, body, headers) =>
    request(method, path, undefined, body, { origin: ORIGIN, cookie, ...project, ...headers });
  return { user_id, session_id: row!, email, cookie, call };
}

/** Calls until `done` holds, for what arrives through queues; returns the last reply. */
export async function until<T>(read: () => Promise<T>, done: (value: T) => boolean, seconds = 8): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (done(value) || Date.now() > end) return value;
    await scheduler.wait(50);
  }
}

let counter = 0;

/** A payment of a fresh key; `over` replaces fields. */
export function payment(over: Record<string, unknown> = {}): Record<string, unknown> {
  counter += 1;
  return {
    event_type: 'payment_succeeded',
    idempotency_key: `payment-${counter}`,
    payload: { amount_cents: 1_000, currency: 'GBP' },
    ...over,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
