/** SQL of scheduling a deletion and taking it back; each statement judges for itself whether it may. */
import { and, desc, eq, exists, inArray, lt, notExists, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { AuditedRows } from '../../../tenants/audit/index.ts';
import { members, sessions, users } from '../../../tenants/auth/index.ts';
import { deletions } from '../../../tenants/deletions/index.ts';
import { tenants } from '../../../tenants/orgs/index.ts';

export type DeletionRow = typeof deletions.$inferSelect;

/** Writes a deletion that may still be taken back; no row where one is open already, or where `may` does not hold. */
export function insertDeletion(db: Db, row: DeletionRow, may: SQL | undefined): Statement {
  const value = (name: keyof DeletionRow) => sql`${sql.param(row[name], deletions[name])}`.as(name);
  const columns = Object.fromEntries((Object.keys(row) as (keyof DeletionRow)[]).map((name) => [name, value(name)]));
  const allowed = db
    .select(columns as never)
    .from(sql`(SELECT 1)`)
    .where(may);
  return db
    .insert(deletions)
    .select(allowed as never)
    .onConflictDoNothing();
}

/** That a workspace is in use, and the deletion that takes it along is written. */
export const isActive = ({ subject, part_of }: DeletionRow): SQL =>
  sql`EXISTS (SELECT 1 FROM tenants WHERE id = ${subject} AND status = 'active')
    AND (${part_of} IS NULL OR EXISTS (SELECT 1 FROM deletions WHERE id = ${part_of}))`;

/** That no workspace would be left with people and no owner if this person went. */
export const leavesOwners = (user_id: string): SQL => sql`NOT EXISTS (${orphaned(user_id)})`;

/** Closes the workspace of a deletion, once that is written. */
export function closeTenant(db: Db, { id, subject }: Pick<DeletionRow, 'id' | 'subject'>): Statement {
  return db
    .update(tenants)
    .set({ status: 'deleting' })
    .where(willClose(db, id, subject));
}

/** The workspace that is about to be closed. */
export function closingTenant(db: Db, { id, subject }: Pick<DeletionRow, 'id' | 'subject'>): AuditedRows {
  return { table: tenants, id: tenants.id, where: willClose(db, id, subject) };
}

function willClose(db: Db, id: string, subject: string): SQL | undefined {
  const open = db.select({ id: deletions.id }).from(deletions).where(eq(deletions.id, id));
  return and(eq(tenants.id, subject), eq(tenants.status, 'active'), exists(open));
}

/** Which deletions a person takes back: of a workspace or account, with what goes along with it. */
const takenBack = (id: string): SQL | undefined =>
  and(eq(deletions.status, 'scheduled'), or(eq(deletions.id, id), eq(deletions.part_of, id)));

/** The workspaces that come back when a deletion is taken back. */
export function openingTenants(db: Db, id: string): AuditedRows {
  return { table: tenants, id: tenants.id, tenant: tenants.id, where: willOpen(db, id) };
}

export function openTenants(db: Db, id: string): Statement {
  return db.update(tenants).set({ status: 'active' }).where(willOpen(db, id));
}

function willOpen(db: Db, id: string): SQL | undefined {
  const subjects = db.select({ id: deletions.subject }).from(deletions).where(takenBack(id));
  return and(eq(tenants.status, 'deleting'), inArray(tenants.id, subjects));
}

export function cancelDeletions(db: Db, id: string): Statement {
  return db.update(deletions).set({ status: 'canceled', notice: null, digest: null }).where(takenBack(id));
}

/** Workspaces in which somebody is the only owner and not alone: nobody would own them any more. */
export async function listOrphaned(db: Db, user_id: string): Promise<{ id: string; name: string }[]> {
  return await db.all<{ id: string; name: string }>(
    sql`SELECT id, name FROM tenants WHERE id IN (${orphaned(user_id)}) ORDER BY id LIMIT 100`,
  );
}

/** An owner who is about to go is none to rely on. */
function orphaned(user_id: string): SQL {
  return sql`SELECT own.tenant_id FROM members AS own WHERE own.user_id = ${user_id} AND own.role = 'owner'
    AND EXISTS (SELECT 1 FROM members AS other WHERE other.tenant_id = own.tenant_id AND other.user_id <> own.user_id)
    AND NOT EXISTS (SELECT 1 FROM members AS other WHERE other.tenant_id = own.tenant_id AND other.user_id <> own.user_id
      AND other.role = 'owner' AND NOT EXISTS
        (SELECT 1 FROM deletions WHERE subject = other.user_id AND status IN ('scheduled', 'running')))`;
}

/** Workspaces in use in which a person is alone. */
export async function listAlone(db: Db, user_id: string): Promise<{ id: string; name: string }[]> {
  const others = db
    .select({ id: sql`1` })
    .from(sql`members AS other`)
    .where(sql`other.tenant_id = ${members.tenant_id} AND other.user_id <> ${members.user_id}`);
  return await db
    .select({ id: tenants.id, name: tenants.name })
    .from(members)
    .innerJoin(tenants, eq(tenants.id, members.tenant_id))
    .where(and(eq(members.user_id, user_id), eq(tenants.status, 'active'), notExists(others)))
    .limit(100);
}

/** The owners of a workspace, who are told what becomes of it. */
export async function listOwners(db: Db, tenant_id: string): Promise<{ email: string; locale: string }[]> {
  return await db
    .select({ email: users.email, locale: users.locale })
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .where(and(eq(members.tenant_id, tenant_id), eq(members.role, 'owner')))
    .limit(100);
}

/** Where a person is signed in. */
export async function listPlaces(db: Db, user_id: string): Promise<string[]> {
  const rows = await db.selectDistinct({ at: sessions.tenant_id }).from(sessions).where(eq(sessions.user_id, user_id));
  return rows.map(({ at }) => at).filter((at) => at !== '');
}

/** Ends all sessions of a person once the deletion is written. */
export function endSessions(db: Db, user_id: string, id: string): Statement {
  const open = db.select({ id: deletions.id }).from(deletions).where(eq(deletions.id, id));
  return db.delete(sessions).where(and(eq(sessions.user_id, user_id), exists(open)));
}

export async function findByDigest(db: Db, digest: string): Promise<DeletionRow | undefined> {
  return await db.select().from(deletions).where(eq(deletions.digest, digest)).get();
}

/** Deletions of the house, newest first. */
export async function pageDeletions(
  db: Db,
  status: DeletionRow['status'] | undefined,
  before: string,
  limit: number,
): Promise<DeletionRow[]> {
  const wanted = status === undefined ? undefined : eq(deletions.status, status);
  return await db
    .select()
    .from(deletions)
    .where(and(wanted, lt(deletions.id, before)))
    .orderBy(desc(deletions.id))
    .limit(limit);
}
