/** SQL of sessions. */
import { and, desc, eq, exists, gt, inArray, lt, ne, not, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import { newId } from '../../../base/ids.ts';
import type { AuditedRows } from '../../audit/index.ts';
import { leavingAt } from '../../deletions/index.ts';
import { projects, tenants } from '../../orgs/index.ts';
import type { AccessRole } from '../permissions.ts';
import { members, partners, sessions, users } from '../table.ts';
import { IDLE_SECONDS, SESSION_SECONDS } from './cookie.ts';

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
  role: AccessRole | null;
  tenant_status: string | null;
  /** When the account is to go, if it is. */
  deletes_at: string | null;
  created_at: string;
  /** When it was last used, to the hour. */
  updated_at: string;
  /** When the person last proved who they are. */
  authenticated_at: string;
  /** The requested project, if it is the tenant's. */
  project_id: string | null;
}

/** Whose session it is. */
export async function findUserOf(db: Db, digest: string): Promise<string | undefined> {
  const row = await db.select({ user_id: sessions.user_id }).from(sessions).where(eq(sessions.digest, digest)).get();
  return row?.user_id;
}

/** A live session with its person, their role in its tenant and the requested project: the one read of a session check. */
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
      role: sql<AccessRole | null>`coalesce(${members.role}, iif(${partners.user_id} is null, null, 'partner'))`,
      tenant_status: tenants.status,
      deletes_at: leavingAt(users.id),
      created_at: sessions.created_at,
      updated_at: sessions.updated_at,
      authenticated_at: sessions.authenticated_at,
      project_id: projects.id,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user_id))
    .leftJoin(members, and(eq(members.user_id, sessions.user_id), eq(members.tenant_id, sessions.tenant_id)))
    .leftJoin(partners, and(eq(partners.user_id, sessions.user_id), eq(partners.tenant_id, sessions.tenant_id)))
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
      expires_at: text('expires_at', new Date(now + IDLE_SECONDS * 1000).toISOString()),
      authenticated_at: text('authenticated_at', created_at),
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
      last_seen_at: sessions.updated_at,
      expires_at: sessions.expires_at,
    })
    .from(sessions)
    .where(and(eq(sessions.user_id, user_id), gt(sessions.expires_at, now)))
    .orderBy(desc(sessions.id))
    .limit(200);
}

/** Notes that a session is in use, which moves its end on; never past the longest that a session lasts. */
export function prolongSession(db: Db, { session_id, created_at }: LiveSession, now: number): Statement {
  const end = Math.min(now + IDLE_SECONDS * 1_000, Date.parse(created_at) + SESSION_SECONDS * 1_000);
  const at = new Date(now).toISOString();
  return db
    .update(sessions)
    .set({ updated_at: at, expires_at: new Date(end).toISOString() })
    .where(and(eq(sessions.id, session_id), gt(sessions.expires_at, at)));
}

/** Notes that the person of a session has just proved who they are. */
export function updateProof(db: Db, session_id: string, now: number): Statement {
  return db
    .update(sessions)
    .set({ authenticated_at: new Date(now).toISOString() })
    .where(eq(sessions.id, session_id));
}

/** Which sessions a statement is about. */
export type Which = SQL | undefined;

export const withDigest = (digest: string): Which => eq(sessions.digest, digest);

export const ownSession = ({ user_id }: LiveSession, session_id: string): Which =>
  and(eq(sessions.id, session_id), eq(sessions.user_id, user_id));

export const otherSessions = ({ user_id, session_id }: LiveSession): Which =>
  and(eq(sessions.user_id, user_id), ne(sessions.id, session_id));

export const sessionsOf = (db: Db, email: string): Which =>
  inArray(sessions.user_id, db.select({ id: users.id }).from(users).where(eq(users.email, email)));

/** The sessions and the tenants they are in, at most 1,000. */
export async function findSessions(db: Db, which: Which): Promise<{ id: string; tenant_id: string }[]> {
  return await db.select({ id: sessions.id, tenant_id: sessions.tenant_id }).from(sessions).where(which).limit(1_000);
}

export function deleteSessions(db: Db, which: Which): Statement {
  return db.delete(sessions).where(which);
}

/** Sessions for the audit log, each in the log of the tenant that it is in; one in no tenant is in none. */
export function auditedSessions(which: Which): AuditedRows {
  const { id, tenant_id: tenant } = sessions;
  return { table: sessions, id, tenant, where: and(which, ne(tenant, '')) };
}

/** The session for the audit log, if it is about to change to another tenant. */
export function movingSession(db: Db, session: LiveSession, to: string): AuditedRows {
  const where = and(mayMove(db, session.session_id, session.user_id, to), ne(sessions.tenant_id, to));
  return { table: sessions, id: sessions.id, where };
}

/** Ends a person's sessions in a tenant that they are neither member nor partner of (any more). */
export function deleteOrphanSessions(db: Db, tenant_id: string, user_id: string): Statement {
  const orphaned = not(belongs(db, tenant_id, user_id)!);
  return db.delete(sessions).where(and(eq(sessions.user_id, user_id), eq(sessions.tenant_id, tenant_id), orphaned));
}

/** Changes a session to another tenant of its person; changes no row when they do not belong there. */
export function moveSession(db: Db, session_id: string, user_id: string, tenant_id: string, now: string): Statement {
  return db
    .update(sessions)
    .set({ tenant_id, updated_at: now })
    .where(mayMove(db, session_id, user_id, tenant_id));
}

function mayMove(db: Db, session_id: string, user_id: string, tenant_id: string): Which {
  return and(eq(sessions.id, session_id), eq(sessions.user_id, user_id), belongs(db, tenant_id, user_id));
}

/** That a person is a member of a tenant, or a partner to it. */
function belongs(db: Db, tenant_id: string, user_id: string): SQL | undefined {
  const [member, partner] = [members, partners].map((table) =>
    db
      .select()
      .from(table)
      .where(and(eq(table.tenant_id, tenant_id), eq(table.user_id, user_id))),
  );
  return or(exists(member!), exists(partner!));
}

export function deleteSessionsBefore(db: Db, instant: string): Statement {
  return db.delete(sessions).where(lt(sessions.expires_at, instant));
}
