/** SQL of members. Who may change whom is judged inside each statement, so that two changes at once cannot both pass. */
import { and, asc, eq, gt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../audit/index.ts';
import { memberAddress, members, ROLES, type Role, users } from '../auth/index.ts';
import { isLeaving } from '../deletions/index.ts';
import type { Member } from './schema.ts';

const shown = {
  user_id: members.user_id,
  email: users.email,
  name: users.name,
  role: members.role,
  two_factor_enabled: users.two_factor_enabled,
  created_at: members.created_at,
};

/** A page of members in the order of their ids. */
export async function listMembers(db: Db, tenant_id: string, after: string, limit: number): Promise<Member[]> {
  return await db
    .select(shown)
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .where(and(eq(members.tenant_id, tenant_id), gt(members.user_id, after)))
    .orderBy(asc(members.user_id))
    .limit(limit);
}

export async function findMember(db: Db, tenant_id: string, user_id: string): Promise<Member | undefined> {
  return await db
    .select(shown)
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .where(memberIs(tenant_id, user_id))
    .get();
}

/** A person by id and those of addresses, with their languages: for mails. */
export async function findPeople(db: Db, user_id: string, emails: string[]) {
  return await db
    .select({ id: users.id, email: users.email, name: users.name, locale: users.locale })
    .from(users)
    .where(or(eq(users.id, user_id), sql`${users.email} IN (SELECT value FROM json_each(${JSON.stringify(emails)}))`));
}

/** Gives a member a role, unless it or the one they have is above the actor's, or no owner would be left. */
export function updateRole(db: Db, tenant_id: string, user_id: string, role: Role, actor_id: string): Statement {
  return db
    .update(members)
    .set({ role })
    .where(mayGive(tenant_id, user_id, role, actor_id));
}

/** The member, if they are about to get another role. */
export function changedMember(tenant_id: string, user_id: string, role: Role, actor_id: string): AuditedRows {
  const where = and(mayGive(tenant_id, user_id, role, actor_id), ne(members.role, role));
  return { table: members, id: members.user_id, where, before: [memberAddress, members.role] };
}

function mayGive(tenant_id: string, user_id: string, role: Role, actor_id: string): SQL | undefined {
  return and(
    memberIs(tenant_id, user_id),
    sql`${rankOf(sql`${members.role}`)} >= ${rankOfMember(tenant_id, actor_id)}`,
    sql`${ROLES.indexOf(role)} >= ${rankOfMember(tenant_id, actor_id)}`,
    sql`(${role} = 'owner' OR ${anOwnerStays(tenant_id)})`,
  );
}

/** Removes a member, unless their role is above the actor's or no owner would be left. */
export function deleteMember(db: Db, tenant_id: string, user_id: string, actor_id: string): Statement {
  return db.delete(members).where(mayRemove(tenant_id, user_id, actor_id));
}

/** The member, if they are about to be removed. */
export function removedMember(tenant_id: string, user_id: string, actor_id: string): AuditedRows {
  const where = mayRemove(tenant_id, user_id, actor_id);
  return { table: members, id: members.user_id, where, before: [memberAddress, members.role] };
}

function mayRemove(tenant_id: string, user_id: string, actor_id: string): SQL | undefined {
  return and(
    memberIs(tenant_id, user_id),
    sql`${rankOf(sql`${members.role}`)} >= ${rankOfMember(tenant_id, actor_id)}`,
    anOwnerStays(tenant_id),
  );
}

function memberIs(tenant_id: string, user_id: string): SQL | undefined {
  return and(eq(members.tenant_id, tenant_id), eq(members.user_id, user_id));
}

function anOwnerStays(tenant_id: string): SQL {
  return sql`(${members.role} <> 'owner' OR
    (SELECT count(*) FROM members AS others WHERE others.tenant_id = ${tenant_id} AND others.role = 'owner'
      AND NOT ${isLeaving(sql`others.user_id`)}) > iif(${isLeaving(sql`${members.user_id}`)}, 0, 1))`;
}

/** The rank of a member's role, 0 for owners; null, which no comparison passes, for a person who is no member. */
export function rankOfMember(tenant_id: string, user_id: string): SQL {
  const rank = rankOf(sql`actor.role`);
  return sql`(SELECT ${rank} FROM members AS actor WHERE actor.tenant_id = ${tenant_id} AND actor.user_id = ${user_id})`;
}

function rankOf(role: SQL): SQL {
  const cases = ROLES.map((name, rank) => `WHEN '${name}' THEN ${rank}`).join(' ');
  return sql`CASE ${role} ${sql.raw(cases)} END`;
}
