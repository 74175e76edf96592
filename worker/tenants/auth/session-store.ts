/** SQL of sessions. */
import { and, desc, eq, exists, gt, inArray, lt, ne, notExists, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import { newId } from '../../base/ids.ts';
import { projects, tenants } from '../orgs/index.ts';
import { SESSION_SECONDS } from './cookie.ts';
import type { Role } from './permissions.ts';
import { members, sessions, users } from './table.ts';

/** Everything a request needs to know about who sends it. */
export interface LiveSession {
  session_id: string;
  user_id: string;
  email: string;
  name: string;
  locale: string;
  email_verified: boolean;
  two_factor_enabled: boolean;
  /** Empty for a person who belongs to no tenant yet. */
  tenant_id: string;
  role: Role | null;
  tenant_status: string | null;
  /** The project that was asked for, when it is the tenant's. */
  project_id: string | null;
}

/** A live session with its person, their role in its tenant and the project asked for: the one read of a session check. */
export async function findSession(
  db: Db,
  digest: string,
  now: string,
  project_id = '',
): Promise<LiveSession | undefined> {
  const row = await db
    .select({
      session_id: sessions.id,
      user_id: users.id,
      email: users.email,
      name: users.name,
      locale: users.locale,
      email_verified: users.email_verified,
      two_factor_enabled: users.two_factor_enabled,
      tenant_id: sessions.tenant_id,
      role: members.role,
      tenant_status: tenants.status,
      project_id: projects.id,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user_id))
    .leftJoin(members, and(eq(members.user_id, sessions.user_id), eq(members.tenant_id, sessions.tenant_id)))
    .leftJoin(tenants, eq(tenants.id, sessions.tenant_id))
    .leftJoin(projects, and(eq(projects.id, project_id), eq(projects.tenant_id, sessions.tenant_id)))
    .where(and(eq(sessions.digest, digest), gt(sessions.expires_at, now)))
    .get();
  // Gone with the membership, even if the row of the session is still there.
  return row && (row.tenant_id === '' || row.role !== null) ? row : undefined;
}

/** A session to be opened for a person who has just proved who they are. */
export interface NewSession {
  digest: string;
  user_id: string;
  tenant_id: string;
  ip_address: string;
  user_agent: string;
  now: number;
}

/** Opens a session; changes no row when there is no such person. */
export function insertSession(db: Db, { now, ...session }: NewSession): Statement {
  const text = (name: string, value: string) => sql<string>`${value}`.as(name);
  const created_at = new Date(now).toISOString();
  const row = db
    .select({
      id: text('id', newId('ses')),
      digest: text('digest', session.digest),
      user_id: users.id,
      tenant_id: text('tenant_id', session.tenant_id),
      ip_address: text('ip_address', session.ip_address),
      user_agent: text('user_agent', session.user_agent),
      created_at: text('created_at', created_at),
      updated_at: text('updated_at', created_at),
      expires_at: text('expires_at', new Date(now + SESSION_SECONDS * 1000).toISOString()),
    })
    .from(users)
    .where(eq(users.id, session.user_id));
  return db.insert(sessions).select(row);
}

export async function listSessions(db: Db, user_id: string, now: string) {
  return await db
    .select({
      id: sessions.id,
      tenant_id: sessions.tenant_id,
      ip_address: sessions.ip_address,
      user_agent: sessions.user_agent,
      created_at: sessions.created_at,
      expires_at: sessions.expires_at,
    })
    .from(sessions)
    .where(and(eq(sessions.user_id, user_id), gt(sessions.expires_at, now)))
    .orderBy(desc(sessions.id))
    .limit(200);
}

/** The tenant that a person's session is in; undefined for one that is not theirs. */
export async function tenantOfSession(db: Db, user_id: string, session_id: string): Promise<string | undefined> {
  const row = await db
    .select({ tenant_id: sessions.tenant_id })
    .from(sessions)
    .where(and(eq(sessions.id, session_id), eq(sessions.user_id, user_id)))
    .get();
  return row?.tenant_id;
}

export function deleteSession(db: Db, digest: string): Statement {
  return db.delete(sessions).where(eq(sessions.digest, digest));
}

export function deleteSessionById(db: Db, user_id: string, session_id: string): Statement {
  return db.delete(sessions).where(and(eq(sessions.id, session_id), eq(sessions.user_id, user_id)));
}

export function deleteOtherSessions(db: Db, user_id: string, session_id: string): Statement {
  return db.delete(sessions).where(and(eq(sessions.user_id, user_id), ne(sessions.id, session_id)));
}

export function deleteSessionsOf(db: Db, email: string): Statement {
  const person = db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return db.delete(sessions).where(inArray(sessions.user_id, person));
}

/** Ends a person's sessions in a tenant that they are no member of (any more). */
export function deleteOrphanSessions(db: Db, tenant_id: string, user_id: string): Statement {
  const member = db
    .select({ user_id: members.user_id })
    .from(members)
    .where(and(eq(members.tenant_id, tenant_id), eq(members.user_id, user_id)));
  return db
    .delete(sessions)
    .where(and(eq(sessions.user_id, user_id), eq(sessions.tenant_id, tenant_id), notExists(member)));
}

/** Moves a session to another tenant of its person; changes no row when they do not belong there. */
export function moveSession(db: Db, session_id: string, user_id: string, tenant_id: string, now: string): Statement {
  const member = db
    .select({ user_id: members.user_id })
    .from(members)
    .where(and(eq(members.tenant_id, tenant_id), eq(members.user_id, user_id)));
  return db
    .update(sessions)
    .set({ tenant_id, updated_at: now })
    .where(and(eq(sessions.id, session_id), eq(sessions.user_id, user_id), exists(member)));
}

export function deleteSessionsBefore(db: Db, instant: string): Statement {
  return db.delete(sessions).where(lt(sessions.expires_at, instant));
}
