/** SQL of tenants. */
import { and, asc, eq, gt, type SQL } from 'drizzle-orm';
import type { Db, Statement } from '../../base/db.ts';
import type { AuditedRows } from '../audit/index.ts';
import { columnsOf, differs } from './differs-store.ts';
import type { Tenant } from './schema.ts';
import { tenants } from './table.ts';

export async function findTenant(db: Db, tenant_id: string): Promise<Tenant | undefined> {
  return await db.select().from(tenants).where(eq(tenants.id, tenant_id)).get();
}

export async function findTenantByKey(db: Db, key: string): Promise<Tenant | undefined> {
  return await db.select().from(tenants).where(eq(tenants.key, key)).get();
}

export async function listTenants(db: Db, after: string, limit: number): Promise<Tenant[]> {
  return await db.select().from(tenants).where(gt(tenants.id, after)).orderBy(asc(tenants.id)).limit(limit);
}

export function insertTenant(db: Db, tenant: Tenant): Statement {
  return db.insert(tenants).values(tenant).onConflictDoNothing();
}

type TenantChange = Partial<Pick<Tenant, 'plan' | 'status' | 'ready'>>;

export function updateTenant(db: Db, tenant_id: string, change: TenantChange): Statement {
  return db.update(tenants).set(change).where(tenantDiffers(tenant_id, change));
}

/** The tenant, if the change would change it. */
export function changedTenant(tenant_id: string, change: TenantChange): AuditedRows {
  const before = columnsOf(tenants, change);
  return { table: tenants, id: tenants.id, where: tenantDiffers(tenant_id, change), before };
}

/** The tenant that was just made. */
export function newTenant(tenant_id: string): AuditedRows {
  const { key, name, slug, plan } = tenants;
  return { table: tenants, id: tenants.id, where: eq(tenants.id, tenant_id), after: [key, name, slug, plan] };
}

function tenantDiffers(tenant_id: string, change: TenantChange): SQL | undefined {
  return and(eq(tenants.id, tenant_id), differs(tenants, change));
}

/** Whether D1 is migrated and, when a demo is expected, its tenant is marked ready. */
export async function demoReady(db: Db, expected: boolean): Promise<boolean> {
  const demo = await findTenantByKey(db, 'demo');
  return !expected || demo?.ready === true;
}
