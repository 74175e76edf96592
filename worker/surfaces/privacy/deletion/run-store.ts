/** SQL of carrying a deletion out: rows go page by page, each page counted in the same transaction. */
import { and, asc, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { AuditedRows } from '../../../tenants/audit/index.ts';
import { members } from '../../../tenants/auth/index.ts';
import { deletions } from '../../../tenants/deletions/index.ts';
import type { DeletionRow } from './schedule-store.ts';

/** Rows that one statement deletes. */
const PAGE = 1_000;

/** A table of the schema that holds rows of what is deleted. */
export interface Owned {
  table: string;
  /** The column that says whose a row is. */
  owner: string;
  /** Its primary key, as SQL. */
  key: string;
}

/**
 * Tables that say by a column whose their rows are, read from the schema itself, so that no new one is forgotten. Youngest first,
 * because a row is referred to by younger tables only.
 */
export async function ownedTables({ $client }: Db, owner: 'tenant_id' | 'user_id'): Promise<Owned[]> {
  const { results } = await $client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 1) <> '_' ORDER BY rowid DESC")
    .all<{ name: string }>();
  const infos = await $client.batch<{ name: string; pk: number }>(
    results.map(({ name }) => $client.prepare(`PRAGMA table_info("${name}")`)),
  );
  return infos.flatMap(({ results: columns }, at) => {
    if (!columns.some(({ name }) => name === owner)) return [];
    const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => `"${name}"`);
    return [{ table: results[at]!.name, owner, key: keys.join(', ') || 'rowid' }];
  });
}

/** Deletes up to 1,000 rows of an owner and adds their number to the deletion's counts. */
export function deletePage(db: Db, { table, owner, key }: Owned, { id, subject }: DeletionRow): Statement[] {
  const page = `SELECT ${key} FROM "${table}" WHERE "${owner}" = ?1 LIMIT ${PAGE}`;
  const statement = `DELETE FROM "${table}" WHERE "${owner}" = ?1 AND (${key}) IN (${page})`;
  return [db.$client.prepare(statement).bind(subject), countChanges(db, id, table)];
}

/** Adds what the statement before has deleted to the counts; in the same batch. */
export function countChanges(db: Db, id: string, table: string): Statement {
  return db.$client
    .prepare(
      `UPDATE deletions SET counts = json_set(counts, '$."' || ?2 || '"', coalesce(counts -> ('$."' || ?2 || '"'), 0) + changes())
       WHERE id = ?1`,
    )
    .bind(id, table);
}

/** A person's memberships, which end in the logs of those workspaces. */
export function endingMemberships(user_id: string): AuditedRows {
  const { tenant_id: tenant, user_id: id, role } = members;
  return { table: members, id, tenant, where: eq(id, user_id), before: [role] };
}

/** What of a person stands in tables by address instead of id. */
export function deleteByAddress(db: Db, email: string): [table: string, statement: Statement][] {
  const by = (table: string, column: string): [string, Statement] => [
    table,
    db.$client.prepare(`DELETE FROM ${table} WHERE ${column} = ?1`).bind(email),
  ];
  return [
    by('sign_ups', 'email'),
    by('invitations', 'email'),
    by('operators', 'email'),
    by('mail_outbox', 'recipient'),
  ];
}

/** Links and second steps that were begun by a person, and messages on their way to them. */
export function deleteByPerson(db: Db, user_id: string): [table: string, statement: Statement][] {
  const by = (table: string, column: string): [string, Statement] => [
    table,
    db.$client.prepare(`DELETE FROM ${table} WHERE ${column} = ?1`).bind(user_id),
  ];
  return [by('verifications', 'value'), by('deliveries', 'recipient')];
}

/** Deletions with something left to do, longest due first; workspaces before the account that takes them along. */
export async function listDue(db: Db, now: string, limit: number): Promise<DeletionRow[]> {
  return await db
    .select()
    .from(deletions)
    .where(and(isNotNull(deletions.notice), lte(deletions.due_at, now), isFree(now)))
    .orderBy(asc(deletions.due_at), sql`${deletions.part_of} IS NULL`, asc(deletions.id))
    .limit(limit);
}

const isFree = (now: string): SQL | undefined => or(isNull(deletions.lease_until), lte(deletions.lease_until, now));

/**
 * Takes a deletion for one run. It begins only while the workspace is still closed (an operator who suspends it holds it up), and an
 * account only after the workspaces that it takes along.
 */
export function claimDeletion(db: Db, { id }: DeletionRow, now: string, lease_until: string): Statement {
  const mayBegin = sql`(${deletions.status} IN ('running', 'done')
    OR (${deletions.kind} = 'workspace' AND EXISTS
      (SELECT 1 FROM tenants WHERE tenants.id = ${deletions.subject} AND tenants.status = 'deleting'))
    OR (${deletions.kind} = 'account' AND NOT EXISTS
      (SELECT 1 FROM deletions AS part WHERE part.part_of = ${deletions.id} AND part.status IN ('scheduled', 'running'))))`;
  return db
    .update(deletions)
    .set({ lease_until, status: sql`iif(${deletions.status} = 'scheduled', 'running', ${deletions.status})` })
    .where(
      and(eq(deletions.id, id), inArray(deletions.status, ['scheduled', 'running', 'done']), isFree(now), mayBegin),
    );
}

export async function findDeletion(db: Db, id: string): Promise<DeletionRow | undefined> {
  return await db.select().from(deletions).where(eq(deletions.id, id)).get();
}

export function updateDeletion(db: Db, id: string, change: Partial<DeletionRow>): Statement {
  return db.update(deletions).set(change).where(eq(deletions.id, id));
}
