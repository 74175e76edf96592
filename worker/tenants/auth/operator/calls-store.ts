/** SQL of the operators' own log. */
import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from '../../../base/db.ts';
import type { OperatorCall } from './schema.ts';
import { operator_calls } from './table.ts';

/** Whose thing an id names: of a tenant, a project, a key, a row that was set aside, a message that was given up. */
const tenantOf = (target: SQL | string): SQL<string> => sql<string>`coalesce(
  (SELECT id FROM tenants WHERE id = ${target}), (SELECT tenant_id FROM projects WHERE id = ${target}),
  (SELECT tenant_id FROM api_keys WHERE id = ${target}), (SELECT tenant_id FROM quarantine WHERE id = ${target}),
  (SELECT tenant_id FROM dead_letters WHERE id = ${target}), '')`;

/** Writes a call that is about to be made. */
export function insertCall(db: Db, call: Omit<OperatorCall, 'tenant' | 'status' | 'code'>): Statement {
  return db.insert(operator_calls).values({ ...call, tenant: tenantOf(call.target.split(' ')[0]!) as never });
}

/** Says how a call ended, and what it was about where that is known only now. */
export function endCall(db: Db, id: string, end: { status: number; code: string | null; target?: string }): Statement {
  const { target, ...how } = end;
  const about = target === undefined ? {} : { target, tenant: tenantOf(target) };
  return db
    .update(operator_calls)
    .set({ ...how, ...about })
    .where(and(eq(operator_calls.id, id), isNull(operator_calls.status)));
}

/** Calls, newest first. */
export async function listCalls(
  db: Db,
  { operator_id, tenant }: { operator_id?: string; tenant?: string },
  before: string,
  limit: number,
): Promise<OperatorCall[]> {
  return await db
    .select()
    .from(operator_calls)
    .where(
      and(
        lt(operator_calls.id, before),
        operator_id === undefined ? undefined : eq(operator_calls.operator_id, operator_id),
        tenant === undefined ? undefined : eq(operator_calls.tenant, tenant),
      ),
    )
    .orderBy(desc(operator_calls.id))
    .limit(limit);
}

/** Drops calls that were made before an instant; D1 itself refuses to drop younger ones than 400 days. */
export function deleteCallsBefore(db: Db, instant: string): Statement {
  return db.delete(operator_calls).where(lt(operator_calls.created_at, instant));
}
