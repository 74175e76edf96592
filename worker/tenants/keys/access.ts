/** From a presented key to what it may do: one D1 read, then none for a minute on a warm isolate. */
import { sha256 } from '../../base/crypto.ts';
import type { Db } from '../../base/db.ts';
import { registerCache } from '../../base/isolate-cache.ts';
import { findProject, findTenant, type Project, refuseArchived, type Tenant } from '../orgs/index.ts';
import { type Plan, planOf } from '../plans/index.ts';
import { findKeyByDigest } from './store.ts';

/** What an isolate remembers of a key. The project's settings in it may be a minute old. */
export interface KeyAccess {
  key_id: string;
  name: string;
  kind: 'secret' | 'publishable';
  scopes: ReadonlySet<string>;
  origins: readonly string[];
  tenant: Tenant;
  plan: Plan;
  project: Project;
  /** Instants in milliseconds: when use was last noted, and when the key ends. */
  used_at: number;
  expires_at: number;
}

const TTL_MS = 60_000;
const UNKNOWN_TTL_MS = 5_000;
const MAX_KEYS = 10_000;

interface Remembered {
  access: KeyAccess | undefined;
  until: number;
}

let remembered = new Map<string, Remembered>();
/** Raised whenever this isolate forgets, so that what was read before is not remembered after. */
let epoch = 0;

/** The access of a key, or undefined when there is no such live key; throws for one whose project is archived. */
export async function keyAccess(db: Db, key: string, now: number): Promise<KeyAccess | undefined> {
  const digest = sha256(key);
  const known = remembered.get(digest);
  const access = known && known.until > now ? known.access : await loadAccess(db, digest, now);
  if (access) refuseArchived(access.project);
  return access;
}

/** Whether this isolate has lately seen the key to be a live one. */
export function isKnownKey(key: string, now: number): boolean {
  const known = remembered.get(sha256(key));
  return known?.access !== undefined && known.until > now;
}

registerCache(() => {
  epoch += 1;
  remembered.clear();
});

async function loadAccess(db: Db, digest: string, now: number): Promise<KeyAccess | undefined> {
  const begun = epoch;
  const access = await readAccess(db, digest, now);
  if (begun !== epoch) return access;
  if (remembered.size >= MAX_KEYS) remembered = new Map();
  const until = access ? Math.min(now + TTL_MS, access.expires_at) : now + UNKNOWN_TTL_MS;
  remembered.set(digest, { access, until });
  return access;
}

async function readAccess(db: Db, digest: string, now: number): Promise<KeyAccess | undefined> {
  const row = await findKeyByDigest(db, digest, new Date(now).toISOString());
  if (!row) return undefined;
  const [tenant, project] = await Promise.all([
    findTenant(db, row.tenant_id),
    findProject(db, row.tenant_id, row.project_id),
  ]);
  if (!tenant || !project) return undefined;
  return {
    key_id: row.id,
    name: row.name,
    kind: row.kind,
    scopes: new Set(row.scopes),
    origins: row.origins,
    tenant,
    plan: planOf(tenant.plan),
    project,
    used_at: row.last_used_at === null ? 0 : Date.parse(row.last_used_at),
    expires_at: row.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.expires_at),
  };
}
