/** SQL of API keys. */
import { and, asc, eq, getTableColumns, gt, isNull, ne } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { ApiKey } from './schema.ts';
import { api_keys } from './table.ts';

/** What may be shown of a key: all but whose it is and its digest. */
const { tenant_id: _tenant, digest: _digest, ...shown } = getTableColumns(api_keys);

export type KeyRow = typeof api_keys.$inferSelect;

export function insertKey(db: Db, row: KeyRow): Statement {
  return db.insert(api_keys).values(row);
}

/** Revokes the other keys of the same project, name and kind. */
export function revokeNamesakes(db: Db, row: KeyRow, revoked_at: string): Statement {
  return db
    .update(api_keys)
    .set({ revoked_at })
    .where(
      and(
        eq(api_keys.tenant_id, row.tenant_id),
        eq(api_keys.project_id, row.project_id),
        eq(api_keys.name, row.name),
        eq(api_keys.kind, row.kind),
        ne(api_keys.id, row.id),
        isNull(api_keys.revoked_at),
      ),
    );
}

/** The live key with this digest, whoever owns it: the digest is the credential. */
export async function findKeyByDigest(db: Db, digest: string): Promise<KeyRow | undefined> {
  return await db
    .select()
    .from(api_keys)
    .where(and(eq(api_keys.digest, digest), isNull(api_keys.revoked_at)))
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
): Promise<ApiKey[]> {
  return await db
    .select(shown)
    .from(api_keys)
    .where(and(eq(api_keys.tenant_id, tenant_id), eq(api_keys.project_id, project_id), gt(api_keys.id, after)))
    .orderBy(asc(api_keys.id))
    .limit(limit);
}

export function revokeKeyRow(db: Db, tenant_id: string, key_id: string, revoked_at: string): Statement {
  return db
    .update(api_keys)
    .set({ revoked_at })
    .where(and(eq(api_keys.id, key_id), eq(api_keys.tenant_id, tenant_id), isNull(api_keys.revoked_at)));
}
