/** The demo's login and keys: seeded once, kept in the state folder, printed again at every start. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Admin, CallError, call } from './admin.ts';
import { DEMO_KEY, fillDemo, provisionDemo, type TenantAccess } from './demo.ts';
import type { Owner } from './provision.ts';
import type { DemoMode } from './settings.ts';

export interface DemoLogin {
  owner: Owner;
  projects: { name: string; project_id: string; secret_key: string; publishable_key: string }[];
}

/** Seeds the demo when the state is new; else answers what was kept, or issues it anew when it no longer works. */
export async function demoLogin(
  admin: Admin,
  state: string,
  mode: DemoMode,
  say: (text: string) => void,
): Promise<DemoLogin> {
  const path = join(state, 'demo.json');
  const tenant = await admin.tenantByKey(DEMO_KEY);
  const kept = tenant?.ready ? await readKept(path, admin.url) : undefined;
  if (kept) return kept;
  const access = await provisionDemo(admin);
  const login = loginOf(access);
  keep(path, login);
  if (!access.tenant.ready) {
    say('Demo         importing 45,000 events; the first start takes a little longer');
    for (const line of await fillDemo(admin, access, mode === 'unshifted')) say(`Demo         ${line}`);
  }
  return login;
}

// `npm run seed -- --tenant demo` rotates the keys, which leaves the kept ones dead.
async function readKept(path: string, url: string): Promise<DemoLogin | undefined> {
  if (!existsSync(path)) return undefined;
  const login = JSON.parse(readFileSync(path, 'utf8')) as DemoLogin;
  try {
    for (const { secret_key } of login.projects) await call(url, secret_key, 'GET', '/v1/events?limit=1');
    return login;
  } catch (error) {
    if (error instanceof CallError && error.status === 401) return undefined;
    throw error;
  }
}

function loginOf({ owner, projects }: TenantAccess): DemoLogin {
  return {
    owner,
    projects: projects.map(({ project, secret_key, publishable_key }) => ({
      name: project.name,
      project_id: project.id,
      secret_key,
      publishable_key,
    })),
  };
}

function keep(path: string, login: DemoLogin): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
