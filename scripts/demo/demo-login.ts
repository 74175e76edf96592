/** The demo's login and keys: made once, kept in the state folder, printed again at every start. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoMode } from '../settings.ts';
import { type Admin, CallError, call, type Tenant } from './admin.ts';
import { DEMO_KEY, fillDemo, provisionDemo } from './demo.ts';
import { type ProjectAccess, provisionKeys, provisionOwner } from './provision.ts';

export interface DemoLogin {
  /** No password: someone has set another one since. */
  owner: { email: string; password?: string };
  projects: { name: string; project_id: string; secret_key: string; publishable_key: string }[];
}

/** Seeds the demo when the state is new; else returns what was kept, with new keys where the old ones no longer work. */
export async function demoLogin(
  admin: Admin,
  state: string,
  mode: DemoMode,
  say: (text: string) => void,
): Promise<DemoLogin> {
  const path = join(state, 'demo.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoLogin) : undefined;
  const before = await admin.tenantByKey(DEMO_KEY);
  if (before?.ready && kept && (await keysWork(admin.url, kept))) {
    return { ...kept, owner: await ownerNow(admin.url, before, kept) };
  }
  const { tenant, projects } = await provisionDemo(admin);
  const access = await Promise.all(projects.map((project) => provisionKeys(admin, project, 'npm start')));
  const owner = tenant.ready ? await ownerNow(admin.url, tenant, kept) : await provisionOwner(admin, tenant);
  const login = { owner, projects: access.map(printable) };
  keep(path, login);
  if (!tenant.ready) {
    say('Demo         importing 45,000 events; the first start takes a little longer');
    for (const line of await fillDemo(admin, tenant, access, mode === 'unshifted')) say(`Demo         ${line}`);
  }
  return login;
}

function keysWork(url: string, { projects }: DemoLogin): Promise<boolean> {
  return allowed(...projects.map(({ secret_key }) => call(url, secret_key, 'GET', '/v1/events?limit=1')));
}

// The password that `npm run seed` or a person has set since is theirs: it is neither known here nor reset.
async function ownerNow(url: string, { slug }: Tenant, kept?: DemoLogin): Promise<DemoLogin['owner']> {
  const owner = kept?.owner;
  if (!owner?.password) return { email: owner?.email ?? `owner@${slug}.example` };
  const { email, password } = owner;
  const works = await allowed(call(url, '', 'POST', '/v1/auth/sign-in', { email, password }));
  return works ? { email, password } : { email };
}

async function allowed(...calls: Promise<unknown>[]): Promise<boolean> {
  try {
    await Promise.all(calls);
    return true;
  } catch (error) {
    if (error instanceof CallError && error.status === 401) return false;
    throw error;
  }
}

function printable({ project, secret_key, publishable_key }: ProjectAccess): DemoLogin['projects'][number] {
  return { name: project.name, project_id: project.id, secret_key, publishable_key };
}

function keep(path: string, login: DemoLogin): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
