/** For tests of the audit log: its entries, its verdict, and D1 as an attacker with full access has it. */
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { AuditEntry, AuditVerdict } from '../tenants/audit/schema.ts';
import { operate, type Seed } from './seed.ts';

type Tenant = Pick<Seed, 'tenant_id'>;

/** Every entry of a tenant, oldest first, read page by page as the operator. */
export async function entriesOf({ tenant_id }: Tenant, filter = ''): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let cursor = ''; ; ) {
    const page = await operate('GET', `/v1/admin/tenants/${tenant_id}/audit?limit=200${filter}${cursor}`);
    expect(page.status).toBe(200);
    entries.push(...page.body.data);
    if (page.body.next_cursor === null) return entries.reverse();
    cursor = `&cursor=${page.body.next_cursor}`;
  }
}

/** The newest entry. */
export async function lastEntry(tenant: Tenant): Promise<AuditEntry> {
  return (await entriesOf(tenant)).at(-1)!;
}

/** The reply of the verify call. */
export async function verdictOn({ tenant_id }: Tenant): Promise<AuditVerdict> {
  return (await operate('GET', `/v1/admin/tenants/${tenant_id}/audit/verify`)).body;
}

/** Runs SQL without the triggers of the log, as the owner of the database can. */
export async function tamper(statements: string[], ...bindings: unknown[]): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'",
  ).all<{ name: string; sql: string }>();
  expect(results.length).toBeGreaterThan(2);
  await env.DB.batch([
    ...results.map(({ name }) => env.DB.prepare(`DROP TRIGGER ${name}`)),
    ...statements.map((statement) => env.DB.prepare(statement).bind(...bindings)),
    ...results.map(({ sql }) => env.DB.prepare(sql)),
  ]);
}
