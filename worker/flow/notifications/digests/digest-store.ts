/** SQL of the hours at which digests are due: one row for all who chose the same. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { digest_times as times } from './digest-table.ts';

export type DigestTime = typeof times.$inferSelect;
/** What makes an hour one. */
export type DigestKey = Pick<DigestTime, 'tenant_id' | 'project_id' | 'kind' | 'at' | 'timezone'>;

/** Writes an hour; one that others have chosen already stays as it is. */
export function insertTime(db: Db, row: DigestTime): Statement {
  return db.insert(times).values(row).onConflictDoNothing();
}

export async function findTime(db: Db, key: DigestKey): Promise<DigestTime | undefined> {
  return await db.select().from(times).where(isIt(key)).get();
}

/** Hours that are due at `now` and nobody works on, with their next look moved on to `again_at`. */
export async function takeTimes(
  db: Db,
  { now, again_at, limit }: { now: string; again_at: string; limit: number },
): Promise<DigestTime[]> {
  const due = sql`SELECT tenant_id, project_id, kind, at, timezone FROM digest_times
    WHERE next_look_at <= ${now} ORDER BY next_look_at LIMIT ${limit}`;
  return await db
    .update(times)
    .set({ next_look_at: again_at })
    .where(sql`(${times.tenant_id}, ${times.project_id}, ${times.kind}, ${times.at}, ${times.timezone}) IN (${due})`)
    .returning();
}

/** Moves an hour on to its next period, unless that was done. */
export function moveTime(db: Db, row: DigestTime, next: Pick<DigestTime, 'to' | 'due_at'>): Statement {
  return db
    .update(times)
    .set({ ...next, next_look_at: next.due_at })
    .where(and(isIt(row), eq(times.to, row.to)));
}

/** The hours of a project. */
export async function listTimes(db: Db, tenant_id: string, project_id: string): Promise<DigestTime[]> {
  return await db
    .select()
    .from(times)
    .where(and(eq(times.tenant_id, tenant_id), eq(times.project_id, project_id)));
}

/** Drops an hour that nobody has chosen any more: no person, and no recipient beside the members. */
export function dropUnwanted({ $client }: Db, { tenant_id, project_id, kind, at, timezone }: DigestKey): Statement {
  return $client
    .prepare(
      `DELETE FROM digest_times WHERE tenant_id = ?1 AND project_id = ?2 AND kind = ?3 AND at = ?4 AND timezone = ?5
         AND NOT EXISTS (SELECT 1 FROM notification_preferences p WHERE p.tenant_id = ?1 AND p.project_id = ?2
           AND json_valid(p.body) AND p.body ->> '$.digest' = ?3 AND p.body ->> '$.digest_at' = ?4
           AND coalesce(p.body ->> '$.timezone', '') = ?5)
         AND NOT EXISTS (SELECT 1 FROM channels c WHERE ?5 = '' AND c.tenant_id = ?1 AND c.project_id = ?2
           AND c.digest = ?3 AND c.digest_at = ?4 AND c.state <> 'gone')`,
    )
    .bind(tenant_id, project_id, kind, at, timezone);
}

function isIt({ tenant_id, project_id, kind, at, timezone }: DigestKey): SQL | undefined {
  return and(
    eq(times.tenant_id, tenant_id),
    eq(times.project_id, project_id),
    eq(times.kind, kind),
    eq(times.at, at),
    eq(times.timezone, timezone),
  );
}
