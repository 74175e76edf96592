/** A typed client of the operator's calls (`/v1/admin/*`) for the scripts. */

export interface Tenant {
  id: string;
  key: string;
  name: string;
  slug: string;
  plan: string;
  status: string;
  ready: boolean;
}

export interface ProjectSettings {
  name: string;
  timezone: string;
  currency: string;
  industry: string;
}

export interface Project extends ProjectSettings {
  id: string;
  created_at: string;
}

export interface Difference {
  day?: string;
  metric?: string;
  currency?: string | null;
  [field: string]: unknown;
}

export interface Reconciliation {
  checked: number;
  differences: Difference[];
  healed: number;
}

interface NewKey {
  name: string;
  kind: 'secret' | 'publishable';
  scopes: string[];
  replace: boolean;
}

/** A refusal, with the text of its problem document. */
export class CallError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** One JSON call to the server; throws `CallError` for any reply that is not 2xx. */
export async function call<T>(url: string, bearer: string, method: string, path: string, body?: unknown): Promise<T> {
  const reply = await fetch(`${url}${path}`, {
    method,
    // Calls that a browser could make, such as signing in, are refused without an origin.
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', origin: url },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  }).catch((error: Error) => {
    if (error.name === 'TimeoutError') throw new Error(`${method} ${path}: no reply within 60 seconds.`);
    throw deafServer(url);
  });
  const text = await reply.text();
  if (!reply.ok) throw new CallError(reply.status, `${method} ${path}: ${problemText(reply.status, text)}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Throws when nothing listens at the address; any reply will do. */
export async function refuseDeafServer(url: string): Promise<void> {
  const reply = await fetch(`${url}/healthz`).catch(() => {
    throw deafServer(url);
  });
  await reply.body?.cancel();
}

function deafServer(url: string): Error {
  return new Error(`There is no server at ${url}. Start it with \`npm start\`, or set SIGNALBOX_URL.`);
}

/** What a problem document says, in one line. */
export function problemText(status: number, text: string): string {
  try {
    const { code, detail, title } = JSON.parse(text) as Record<string, unknown>;
    return [status, code, detail ?? title].filter(Boolean).join(' ');
  } catch {
    return `${status} ${text.slice(0, 200)}`.trim();
  }
}

export type Admin = ReturnType<typeof adminClient>;

/** The operator's calls that the scripts use. */
export function adminClient(url: string, key: string) {
  const send = <T>(method: string, path: string, body?: unknown) => call<T>(url, key, method, path, body);
  return {
    url,
    createTenant: (tenant: { key: string; name: string; slug?: string; plan: string }) =>
      send<Tenant>('POST', '/v1/admin/tenants', tenant),
    tenantByKey: async (tenantKey: string) =>
      (await send<{ data: Tenant[] }>('GET', `/v1/admin/tenants?key=${encodeURIComponent(tenantKey)}`)).data[0],
    patchTenant: (id: string, change: { ready?: boolean; plan?: string }) =>
      send<Tenant>('PATCH', `/v1/admin/tenants/${id}`, change),
    putOwner: (id: string, owner: { email: string; name: string; password: string }) =>
      send<{ id: string; email: string }>('PUT', `/v1/admin/tenants/${id}/owner`, owner),
    createProject: (id: string, project: { key: string; starter_rules?: boolean } & Partial<ProjectSettings>) =>
      send<Project>('POST', `/v1/admin/tenants/${id}/projects`, project),
    createKey: (projectId: string, newKey: NewKey) =>
      send<{ id: string; key: string }>('POST', `/v1/admin/projects/${projectId}/keys`, newKey),
    reconcile: (projectId: string, days: number) =>
      send<Reconciliation>('POST', `/v1/admin/projects/${projectId}/reconcile`, { days }),
    rebuildCustomers: (projectId: string) => send<void>('POST', `/v1/admin/projects/${projectId}/customers/rebuild`),
  };
}
