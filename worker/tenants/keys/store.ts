/** SQL of API keys. */
import { and, asc, eq, getTableColumns, gt, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../audit/index.ts';
import { projects } from '../orgs/index.ts';
import type { ApiKey, KeyPatch } from './schema.ts';
import { api_keys } from './table.ts';

const columns = getTableColumns(api_keys);
/** What may be shown of a key: all but whose it is and its digest. */
const { tenant_id: _tenant, digest: _digest, ...shown } = columns;
/** What the audit log records of a new key. */
const { project_id, name, kind, scopes, origins, hint } = api_keys;

export type KeyRow = typeof api_keys.$inferSelect;
type Condition = SQL | undefined;

/** Writes a key; no row when its project is archived or `also` does not hold. */
export function insertKey(db: Db, row: KeyRow, also?: Condition): Statement {
  const values = Object.entries(columns).map(([name, column]) => [
    name,
    sql`${sql.param(row[name as keyof KeyRow], column)}`.as(name),
  ]);
  const inUse = sql`EXISTS (SELECT 1 FROM ${projects}
    WHERE ${projects.id} = ${row.project_id} AND ${projects.tenant_id} = ${row.tenant_id} AND ${projects.status} = 'active')`;
  const allowed = db
    .select(Object.fromEntries(values) as Record<keyof KeyRow, SQL.Aliased<never>>)
    .from(sql`(SELECT 1)`)
    .where(and(inUse, also));
  return db.insert(api_keys).select(allowed);
}

/** The key that was just made. */
export function newKey(key_id: string): AuditedRows {
  return audited(eq(api_keys.id, key_id), { after: [project_id, name, kind, scopes, origins, hint] });
}

/** The other live keys of a new key's project, name and kind, once it is made. */
export function namesakesOf(row: KeyRow): Condition {
  return and(likeIt(row), isMade(row.id));
}

/** The ids of the live keys that a key to be made will replace. */
export async function namesakeIds(db: Db, row: KeyRow): Promise<string[]> {
  const rows = await db.select({ id: api_keys.id }).from(api_keys).where(likeIt(row));
  return rows.map(({ id }) => id);
}

function likeIt(row: KeyRow): Condition {
  const same = and(eq(project_id, row.project_id), eq(name, row.name), eq(kind, row.kind));
  return and(eq(api_keys.tenant_id, row.tenant_id), same, ne(api_keys.id, row.id), isNull(api_keys.revoked_at));
}

/** A key that has not been revoked. */
export function unrevoked(tenant_id: string, key_id: string): Condition {
  return and(eq(api_keys.id, key_id), eq(api_keys.tenant_id, tenant_id), isNull(api_keys.revoked_at));
}

/** That a key has no end yet, so that it may be rotated; as a condition within a statement about another. */
export function rotatable({ tenant_id, id }: KeyRow): Condition {
  return sql`EXISTS (SELECT 1 FROM api_keys AS old WHERE old.id = ${id} AND old.tenant_id = ${tenant_id}
    AND old.revoked_at IS NULL AND old.expires_at IS NULL)`;
}

/** The key that is rotated, once the new one has been made. */
export function rotatableTo({ tenant_id, id }: KeyRow, made: KeyRow): Condition {
  return and(unrevoked(tenant_id, id), isNull(api_keys.expires_at), isMade(made.id));
}

type Change = Partial<Pick<KeyRow, 'name' | 'origins' | 'revoked_at' | 'expires_at' | 'replaced_by'>>;

export function updateKeys(db: Db, where: Condition, change: Change): Statement {
  return db.update(api_keys).set(change).where(where);
}

/** The keys that an update is about to change, with their names. */
export function changedKeys(where: Condition, change: Change): AuditedRows {
  const names = new Set(['name', ...Object.keys(change)]) as Set<keyof Change>;
  return audited(where, { before: [...names].map((name) => columns[name]) });
}

/** A key that is not revoked and would be changed. */
export function differing(tenant_id: string, key_id: string, change: KeyPatch): Condition {
  const others = Object.entries(change).map(([name, value]) => {
    const column = columns[name as keyof KeyPatch];
    return sql`${column} is not ${sql.param(value, column)}`;
  });
  return and(unrevoked(tenant_id, key_id), or(...others));
}

/** Notes that a key was used, unless another isolate has within the hour. */
export function markUsed(db: Db, key_id: string, used_at: string, hour_ago: string): Statement {
  const stale = or(isNull(api_keys.last_used_at), lt(api_keys.last_used_at, hour_ago));
  return db
    .update(api_keys)
    .set({ last_used_at: used_at })
    .where(and(eq(api_keys.id, key_id), stale));
}

/** The live key with this digest, of any tenant: the digest is the credential. */
export async function findKeyByDigest(db: Db, digest: string, now: string): Promise<KeyRow | undefined> {
  const unexpired = or(isNull(api_keys.expires_at), gt(api_keys.expires_at, now));
  return await db
    .select()
    .from(api_keys)
    .where(and(eq(api_keys.digest, digest), isNull(api_keys.revoked_at), unexpired))
    .get();
}

export async function findKey(db: Db, key_id: string): Promise<KeyRow | undefined> {
  return await db.select().from(api_keys).where(eq(api_keys.id, key_id)).get();
}

export async function listKeys(
  db: Db,
  tenant_id: string,
  project_id: string,
  after: string,
  limit: number,
): Promise<Omit<ApiKey, 'state'>[]> {
  return await db
    .select(shown)
    .from(api_keys)
    .where(and(eq(api_keys.tenant_id, tenant_id), eq(api_keys.project_id, project_id), gt(api_keys.id, after)))
    .orderBy(asc(api_keys.id))
    .limit(limit);
}

function audited(where: Condition, values: { before?: SQLiteColumn[]; after?: SQLiteColumn[] }): AuditedRows {
  return { table: api_keys, id: api_keys.id, where, ...values };
}

function isMade(key_id: string): SQL {
  return sql`EXISTS (SELECT 1 FROM api_keys AS made WHERE made.id = ${key_id})`;
}
