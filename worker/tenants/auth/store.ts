/** SQL of people, memberships, sessions and failed sign-ins. */
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import { tenants } from '../orgs/index.ts';
import { members, sessions, sign_in_failures, users } from './table.ts';

export type UserRow = typeof users.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  return await db.select().from(users).where(eq(users.email, email)).get();
}

/** Writes a person, or their new name and password when the address is known. */
export function upsertUser(db: Db, row: UserRow): Statement {
  return db
    .insert(users)
    .values(row)
    .onConflictDoUpdate({ target: users.email, set: { name: row.name, password: row.password } });
}

/** Makes the person of `email` an owner of the tenant. */
export function insertOwner(db: Db, tenant_id: string, email: string, created_at: string): Statement {
  const owner = db
    .select({
      tenant_id: sql<string>`${tenant_id}`.as('tenant_id'),
      user_id: users.id,
      role: sql<'owner'>`'owner'`.as('role'),
      created_at: sql<string>`${created_at}`.as('created_at'),
    })
    .from(users)
    .where(eq(users.email, email));
  return db.insert(members).select(owner).onConflictDoNothing();
}

/** The tenant a person signs in to: the one they joined last. */
export async function findMembership(
  db: Db,
  user_id: string,
): Promise<{ tenant_id: string; role: string } | undefined> {
  return await db
    .select({ tenant_id: members.tenant_id, role: members.role })
    .from(members)
    .where(eq(members.user_id, user_id))
    .orderBy(sql`${members.created_at} desc`)
    .get();
}

export function insertSession(db: Db, row: SessionRow): Statement {
  return db.insert(sessions).values(row);
}

/** A live session with its person and their role in its tenant; gone with the membership. */
export async function findSession(db: Db, digest: string, now: string) {
  return await db
    .select({
      user_id: users.id,
      email: users.email,
      name: users.name,
      tenant_id: sessions.tenant_id,
      role: members.role,
      tenant_status: tenants.status,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user_id))
    .innerJoin(members, and(eq(members.user_id, sessions.user_id), eq(members.tenant_id, sessions.tenant_id)))
    .innerJoin(tenants, eq(tenants.id, sessions.tenant_id))
    .where(and(eq(sessions.digest, digest), gt(sessions.expires_at, now)))
    .get();
}

export function deleteSession(db: Db, digest: string): Statement {
  return db.delete(sessions).where(eq(sessions.digest, digest));
}

export function deleteSessionsOf(db: Db, email: string): Statement {
  return db.delete(sessions).where(eq(sessions.user_id, sql`(SELECT id FROM users WHERE email = ${email})`));
}

export function deleteExpiredSessions(db: Db, now: string): Statement {
  return db.delete(sessions).where(lte(sessions.expires_at, now));
}

export async function findBlock(db: Db, subject: string): Promise<string | undefined> {
  const row = await db.select().from(sign_in_failures).where(eq(sign_in_failures.subject, subject)).get();
  return row?.blocked_until;
}

/** Counts a failed sign-in; from the fifth on each one blocks for twice as long, up to an hour. */
export function recordFailure(db: Db, subject: string, now: number): Statement {
  const first = { subject, failures: 1, blocked_until: new Date(now).toISOString() };
  const blocked = sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${now / 1000} + iif(${sign_in_failures.failures} < 4, 0, min(3600, 1 << min(12, ${sign_in_failures.failures} - 3))), 'unixepoch')`;
  return db
    .insert(sign_in_failures)
    .values(first)
    .onConflictDoUpdate({
      target: sign_in_failures.subject,
      set: { failures: sql`${sign_in_failures.failures} + 1`, blocked_until: blocked },
    });
}

export function clearFailures(db: Db, subject: string): Statement {
  return db.delete(sign_in_failures).where(eq(sign_in_failures.subject, subject));
}
