/** SQL of invitations. Each is accepted by one statement that only the first caller passes. */
import { and, desc, eq, gt, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../audit/index.ts';
import { members, type NewPerson, ROLES, users } from '../auth/index.ts';
import { tenants } from '../orgs/index.ts';
import { rankOfMember } from './store.ts';
import { invitations } from './table.ts';

export type InvitationRow = typeof invitations.$inferSelect;

/** Open invitations that a tenant may have at once. */
const MAX_OPEN = 1_000;

const open = and(isNull(invitations.accepted_at), isNull(invitations.revoked_at));

/** Makes room for a new invitation of an address whose old one has run out. */
export function retireExpired(db: Db, tenant_id: string, email: string, now: string): Statement {
  return db
    .update(invitations)
    .set({ revoked_at: now })
    .where(
      and(eq(invitations.tenant_id, tenant_id), eq(invitations.email, email), open, lte(invitations.expires_at, now)),
    );
}

/** Writes an invitation; no row when its role is above the inviter's, its address belongs or is invited, or too many wait. */
export function insertInvitation(db: Db, row: InvitationRow): Statement {
  const { tenant_id, email, role, invited_by } = row;
  const isMember = sql`EXISTS (SELECT 1 FROM users JOIN members ON members.user_id = users.id
    WHERE users.email = ${email} AND members.tenant_id = ${tenant_id})`;
  const openNow = sql`(SELECT count(*) FROM invitations AS waiting
    WHERE waiting.tenant_id = ${tenant_id} AND waiting.accepted_at IS NULL AND waiting.revoked_at IS NULL)`;
  const columns = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, sql`${value}`.as(name)]));
  const allowed = db
    .select(columns as Record<keyof InvitationRow, SQL.Aliased<never>>)
    .from(sql`(SELECT 1)`)
    .where(
      and(
        sql`${ROLES.indexOf(role)} >= ${rankOfMember(tenant_id, invited_by)}`,
        sql`NOT ${isMember}`,
        sql`${openNow} < ${MAX_OPEN}`,
      ),
    );
  return db.insert(invitations).select(allowed).onConflictDoNothing();
}

/** Those of the invitations that were just made. */
export function newInvitations(tenant_id: string, ids: string[]): AuditedRows {
  const listed = sql`${invitations.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const after = [invitations.email, invitations.role, invitations.expires_at];
  return { table: invitations, id: invitations.id, where: and(eq(invitations.tenant_id, tenant_id), listed), after };
}

/** Why addresses could not be invited: they belong already, or are invited already. */
export async function standingOf(
  db: Db,
  tenant_id: string,
  emails: string[],
): Promise<{ email: string; member: number; pending: number }[]> {
  return await db.all(sql`SELECT asked.value AS email,
      EXISTS (SELECT 1 FROM users JOIN members ON members.user_id = users.id
        WHERE users.email = asked.value AND members.tenant_id = ${tenant_id}) AS member,
      EXISTS (SELECT 1 FROM invitations WHERE invitations.tenant_id = ${tenant_id} AND invitations.email = asked.value
        AND invitations.accepted_at IS NULL AND invitations.revoked_at IS NULL) AS pending
    FROM json_each(${JSON.stringify(emails)}) AS asked`);
}

/** A page of invitations, newest first. */
export async function listInvitations(
  db: Db,
  tenant_id: string,
  before: string | undefined,
  limit: number,
): Promise<InvitationRow[]> {
  return await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenant_id, tenant_id), before === undefined ? undefined : lt(invitations.id, before)))
    .orderBy(desc(invitations.id))
    .limit(limit);
}

export async function findInvitation(db: Db, tenant_id: string, id: string): Promise<InvitationRow | undefined> {
  return await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenant_id, tenant_id), eq(invitations.id, id)))
    .get();
}

type Change = Partial<Pick<InvitationRow, 'digest' | 'sent_at' | 'expires_at' | 'revoked_at'>>;

/** An open invitation whose role is not above the actor's: the only ones that change. */
export function changeable(tenant_id: string, id: string, actor_id: string): SQL | undefined {
  const role = ROLES.map((name, rank) => `WHEN '${name}' THEN ${rank}`).join(' ');
  return and(
    eq(invitations.tenant_id, tenant_id),
    eq(invitations.id, id),
    open,
    sql`CASE ${invitations.role} ${sql.raw(role)} END >= ${rankOfMember(tenant_id, actor_id)}`,
  );
}

/** Gives an invitation a new link, or its end. */
export function updateInvitation(db: Db, where: SQL | undefined, change: Change): Statement {
  return db.update(invitations).set(change).where(where);
}

/** The invitation that is about to change; what it was of its columns named here. */
export function changedInvitation(where: SQL | undefined, change: Change): AuditedRows {
  const columns = {
    sent_at: invitations.sent_at,
    expires_at: invitations.expires_at,
    revoked_at: invitations.revoked_at,
  };
  const before = Object.keys(columns).filter((name) => name in change);
  return {
    table: invitations,
    id: invitations.id,
    where,
    before: [invitations.email, ...before.map((name) => columns[name as keyof typeof columns])],
  };
}

/** The invitation that a person has just accepted. */
export function claimedInvitation(id: string, user_id: string, now: string): AuditedRows {
  const after = [invitations.email, invitations.role, invitations.accepted_by];
  return { table: invitations, id: invitations.id, where: claimed(id, user_id, now), after };
}

/** The invitation of a token, whatever its state, with the tenant's and the inviter's names: the token is the credential. */
export async function findByDigest(db: Db, digest: string) {
  return await db
    .select({ invitation: invitations, tenant_name: tenants.name, inviter_name: users.name })
    .from(invitations)
    .innerJoin(tenants, eq(tenants.id, invitations.tenant_id))
    .leftJoin(users, eq(users.id, invitations.invited_by))
    .where(eq(invitations.digest, digest))
    .get();
}

/** Takes an invitation for a person; no row when it was accepted, revoked or has run out. */
export function claimInvitation(db: Db, id: string, user_id: string, now: string, fresh: boolean): Statement {
  const unknown = sql`NOT EXISTS (SELECT 1 FROM users WHERE users.email = ${invitations.email})`;
  return db
    .update(invitations)
    .set({ accepted_at: now, accepted_by: user_id })
    .where(and(eq(invitations.id, id), open, gt(invitations.expires_at, now), fresh ? unknown : undefined));
}

/** Makes the person of a claim a member; no row without the claim. */
export function insertClaimedMember(db: Db, id: string, user_id: string, now: string): Statement {
  const claim = db
    .select({
      tenant_id: invitations.tenant_id,
      user_id: sql<string>`${user_id}`.as('user_id'),
      role: invitations.role,
      created_at: sql<string>`${now}`.as('created_at'),
    })
    .from(invitations)
    .where(claimed(id, user_id, now));
  return db.insert(members).select(claim).onConflictDoNothing();
}

/** Writes the new person of a claim, whose link proves the address; no row without the claim. */
export function insertClaimedUser(db: Db, id: string, person: NewPerson): Statement {
  const claim = db
    .select({
      id: sql<string>`${person.id}`.as('id'),
      email: invitations.email,
      name: sql<string>`${person.name}`.as('name'),
      email_verified: sql<boolean>`1`.as('email_verified'),
      two_factor_enabled: sql<boolean>`0`.as('two_factor_enabled'),
      locale: sql<string>`${person.locale}`.as('locale'),
      image: sql<null>`NULL`.as('image'),
      created_at: sql<string>`${person.created_at}`.as('created_at'),
      updated_at: sql<string>`${person.created_at}`.as('updated_at'),
    })
    .from(invitations)
    .where(claimed(id, person.id, person.created_at));
  return db.insert(users).select(claim);
}

function claimed(id: string, user_id: string, now: string): SQL | undefined {
  return and(eq(invitations.id, id), eq(invitations.accepted_by, user_id), eq(invitations.accepted_at, now));
}
