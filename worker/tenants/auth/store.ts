/** SQL of people, how they sign in, and where they belong. */
import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import { newId } from '../../base/ids.ts';
import type { AuditedRows } from '../audit/index.ts';
import { tenants } from '../orgs/index.ts';
import type { AccessRole, Role } from './permissions.ts';
import { accounts, memberAddress, members, partners, users, verifications } from './table.ts';

export type UserRow = typeof users.$inferSelect;

/** A new person. The caller has proof of the address. */
export interface NewPerson {
  id: string;
  email: string;
  name: string;
  locale: string;
  password: string;
  created_at: string;
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  return await db.select().from(users).where(eq(users.email, email)).get();
}

/** The person of an address, for the audit log. */
export function auditedUser(email: string): AuditedRows {
  return { table: users, id: users.id, where: eq(users.email, email) };
}

/** A person's memberships, for the audit log of each of their tenants; `but` is one to leave out. */
export function auditedMemberships(user_id: string, but = ''): AuditedRows {
  const { tenant_id: tenant, user_id: id } = members;
  return { table: members, id, tenant, where: and(eq(id, user_id), ne(tenant, but)) };
}

/** The membership that was just made, for the audit log. */
export function newMember(tenant_id: string, user_id: string, created_at: string): AuditedRows {
  const isIt = and(eq(members.tenant_id, tenant_id), eq(members.user_id, user_id), eq(members.created_at, created_at));
  return { table: members, id: members.user_id, where: isIt, after: [memberAddress, members.role] };
}

/** Writes a person, or their new name when the address is known. */
export function upsertUser(db: Db, { id, email, name, locale, created_at }: NewPerson): Statement {
  return db
    .insert(users)
    .values({ id, email, name, locale, email_verified: true, created_at, updated_at: created_at })
    .onConflictDoUpdate({
      target: users.email,
      set: { name, email_verified: true, updated_at: created_at },
    });
}

/** Writes a person unless the address is known by now; changes no row then. */
export function insertUser(db: Db, { id, email, name, locale, created_at }: NewPerson): Statement {
  return db
    .insert(users)
    .values({ id, email, name, locale, email_verified: true, created_at, updated_at: created_at })
    .onConflictDoNothing();
}

/** Gives the person of this very id their first password, when `insertUser` wrote them. */
export function insertPassword(db: Db, person: NewPerson): Statement {
  return db
    .insert(accounts)
    .select(credentialOf(db, person, eq(users.id, person.id)))
    .onConflictDoNothing();
}

/** Gives the person of `email` a password, in place of the one they had. */
export function upsertPassword(db: Db, person: NewPerson): Statement {
  const { email, password, created_at } = person;
  return db
    .insert(accounts)
    .select(credentialOf(db, person, eq(users.email, email)))
    .onConflictDoUpdate({
      target: [accounts.provider_id, accounts.account_id],
      set: { password, updated_at: created_at },
    });
}

function credentialOf(db: Db, { password, created_at }: NewPerson, who: SQL) {
  const nothing = (name: string) => sql<null>`NULL`.as(name);
  return db
    .select({
      id: sql<string>`${newId('acc')}`.as('id'),
      provider_id: sql<string>`'credential'`.as('provider_id'),
      account_id: sql<string>`${users.id}`.as('account_id'),
      user_id: sql<string>`${users.id}`.as('user_id'),
      password: sql<string>`${password}`.as('password'),
      access_token: nothing('access_token'),
      refresh_token: nothing('refresh_token'),
      id_token: nothing('id_token'),
      access_token_expires_at: nothing('access_token_expires_at'),
      refresh_token_expires_at: nothing('refresh_token_expires_at'),
      scope: nothing('scope'),
      created_at: sql<string>`${created_at}`.as('created_at'),
      updated_at: sql<string>`${created_at}`.as('updated_at'),
    })
    .from(users)
    .where(who);
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
  return db
    .insert(members)
    .select(owner)
    .onConflictDoUpdate({ target: [members.tenant_id, members.user_id], set: { role: 'owner' } });
}

/** Makes a person a member; a role they hold already stays. */
export function insertMember(
  db: Db,
  member: { tenant_id: string; user_id: string; role: Role; created_at: string },
): Statement {
  return db.insert(members).values(member).onConflictDoNothing();
}

/** The hash of a person's password; undefined where they have none. */
export async function findPassword(db: Db, user_id: string): Promise<string | undefined> {
  const own = and(eq(accounts.user_id, user_id), eq(accounts.provider_id, 'credential'));
  return (await db.select({ password: accounts.password }).from(accounts).where(own).get())?.password ?? undefined;
}

/** The tenant a person signs in to: the one they joined last; a partner's own work comes before what is assigned to them. */
export async function findMembership(db: Db, user_id: string): Promise<{ tenant_id: string } | undefined> {
  for (const table of [members, partners]) {
    const latest = db.select({ tenant_id: table.tenant_id }).from(table).where(eq(table.user_id, user_id));
    const found = await latest.orderBy(desc(table.created_at), desc(table.tenant_id)).get();
    if (found) return found;
  }
  return undefined;
}

/** Whether a person is a member of a tenant, or a partner to it. */
export async function hasMembership(db: Db, tenant_id: string, user_id: string): Promise<boolean> {
  for (const table of [members, partners]) {
    const at = and(eq(table.tenant_id, tenant_id), eq(table.user_id, user_id));
    if (await db.select({ tenant_id: table.tenant_id }).from(table).where(at).get()) return true;
  }
  return false;
}

/** A tenant as the list of a person's workspaces shows it. */
export interface Membership {
  id: string;
  name: string;
  slug: string;
  role: AccessRole;
}

/** The tenants a person belongs to, at most 200, and behind them those they are a partner to, at most 200 again. */
export async function listMemberships(db: Db, user_id: string): Promise<Membership[]> {
  const shown = { id: tenants.id, name: tenants.name, slug: tenants.slug };
  const own = await db
    .select({ ...shown, role: members.role })
    .from(members)
    .innerJoin(tenants, eq(tenants.id, members.tenant_id))
    .where(eq(members.user_id, user_id))
    .orderBy(asc(tenants.id))
    .limit(200);
  const assigned = await db
    .select(shown)
    .from(partners)
    .innerJoin(tenants, eq(tenants.id, partners.tenant_id))
    .where(eq(partners.user_id, user_id))
    .orderBy(asc(tenants.id))
    .limit(200);
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...assigned.filter(({ id }) => !ids.has(id)).map((one) => ({ ...one, role: 'partner' as const }))];
}

export function updateProfile(
  db: Db,
  user_id: string,
  change: { name?: string; locale?: string },
  updated_at: string,
): Statement {
  return db
    .update(users)
    .set({ ...change, updated_at })
    .where(eq(users.id, user_id));
}

/** Ends what was begun with the old password: other reset links, second steps of sign-ins. */
export function deleteVerifications(db: Db, user_id: string): Statement {
  return db.delete(verifications).where(eq(verifications.value, user_id));
}

export function deleteVerificationsBefore(db: Db, instant: string): Statement {
  return db.delete(verifications).where(sql`${verifications.expires_at} < ${instant}`);
}
