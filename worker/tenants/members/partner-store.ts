/** SQL of partners: people from outside who are assigned to a tenant. */
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../audit/index.ts';
import { partners, users } from '../auth/index.ts';
import type { Partner } from './schema.ts';

const ADDRESS = sql<string>`(SELECT users.email FROM users WHERE users.id = ${partners.user_id})`.as('email');

/** Assigns a person; changes no row when they are a partner already. */
export function insertPartner(db: Db, row: typeof partners.$inferInsert): Statement {
  return db.insert(partners).values(row).onConflictDoNothing();
}

export function deletePartner(db: Db, tenant_id: string, user_id: string): Statement {
  return db.delete(partners).where(partnerIs(tenant_id, user_id));
}

/** The partner, if they are one; with `created_at` only if they became it then. */
export function auditedPartner(tenant_id: string, user_id: string, created_at?: string): AuditedRows {
  const since = created_at === undefined ? undefined : eq(partners.created_at, created_at);
  const where = and(partnerIs(tenant_id, user_id), since);
  return { table: partners, id: partners.user_id, where, [since ? 'after' : 'before']: [ADDRESS] };
}

/** A page of partners in the order of their ids. */
export async function listPartners(db: Db, tenant_id: string, after: string, limit: number): Promise<Partner[]> {
  return await db
    .select({ user_id: users.id, email: users.email, name: users.name, created_at: partners.created_at })
    .from(partners)
    .innerJoin(users, eq(users.id, partners.user_id))
    .where(and(eq(partners.tenant_id, tenant_id), gt(partners.user_id, after)))
    .orderBy(asc(partners.user_id))
    .limit(limit);
}

function partnerIs(tenant_id: string, user_id: string): SQL | undefined {
  return and(eq(partners.tenant_id, tenant_id), eq(partners.user_id, user_id));
}
