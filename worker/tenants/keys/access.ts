/** From a presented key to what it may do: one D1 read, then none for a minute on a warm isolate. */
import { sha256 } from '../../base/crypto.ts';
import type { Db } from '../../base/db.ts';
import { registerCache } from '../../base/isolate-cache.ts';
import { findProject, findTenant, type Project, type Tenant } from '../orgs/index.ts';
import { type Plan, planOf } from '../plans/index.ts';
import { findKeyByDigest } from './store.ts';

/** What an isolate remembers of a key. The project's settings in it may be a minute old. */
export interface KeyAccess {
  key_id: string;
  kind: 'secret' | 'publishable';
  scopes: ReadonlySet<string>;
  origins: readonly string[];
  tenant: Tenant;
  plan: Plan;
  project: Project;
}

const TTL_MS = 60_000;
const UNKNOWN_TTL_MS = 5_000;
const MOST_KEYS = 10_000;

interface Remembered {
  access: KeyAccess | undefined;
  until: number;
}

let remembered = new Map<string, Remembered>();

/** The access of a key, or undefined when there is no such live key. */
export async function keyAccess(db: Db, key: string, now: number): Promise<KeyAccess | undefined> {
  const digest = sha256(key);
  const known = remembered.get(digest);
  if (known && known.until > now) return known.access;
  const access = await loadAccess(db, digest);
  if (remembered.size >= MOST_KEYS) remembered = new Map();
  remembered.set(digest, { access, until: now + (access ? TTL_MS : UNKNOWN_TTL_MS) });
  return access;
}

/** Whether this isolate has lately seen the key to be a live one. */
export function isKnownKey(key: string, now: number): boolean {
  const known = remembered.get(sha256(key));
  return known?.access !== undefined && known.until > now;
}

registerCache(() => remembered.clear());

async function loadAccess(db: Db, digest: string): Promise<KeyAccess | undefined> {
  const row = await findKeyByDigest(db, digest);
  if (!row) return undefined;
  const [tenant, project] = await Promise.all([
    findTenant(db, row.tenant_id),
    findProject(db, row.tenant_id, row.project_id),
  ]);
  if (!tenant || !project) return undefined;
  return {
    key_id: row.id,
    kind: row.kind,
    scopes: new Set(row.scopes),
    origins: row.origins,
    tenant,
    plan: planOf(tenant.plan),
    project,
  };
}
