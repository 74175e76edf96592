/** SQL of the report of noisy rules. */
import { and, desc, eq, gte, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../../base/db.ts';
import { alerts } from './table.ts';

/** What became of a project's alerts since an instant (ms), by rule, the least wanted first. Ignored: no person has done anything with it. */
export async function sumNoise(db: Db, tenant_id: string, project_id: string, since: number, limit: number) {
  const total = (condition: ReturnType<typeof sql>) => sql<number>`total(${condition})`.mapWith(Number);
  const ignored = sql`${alerts.acknowledged_at} is null and not ${alerts.false_positive} and ${alerts.snoozed_until} is null
    and (${alerts.resolved_by} is null or ${alerts.resolved_by} = 'condition_cleared')`;
  const noise = {
    rule_id: alerts.rule_id,
    raised: total(sql`1`),
    occurrences: total(sql`${alerts.occurrences}`),
    acknowledged: total(sql`${alerts.acknowledged_at} is not null`),
    ignored: total(ignored),
    false_positives: total(sql`${alerts.false_positive}`),
    suppressed: total(sql`${alerts.suppressed}`),
  };
  return await db
    .select(noise)
    .from(alerts)
    .where(raisedSince(tenant_id, project_id, since))
    .groupBy(alerts.rule_id)
    .orderBy(desc(sql`${noise.ignored} + ${noise.false_positives}`), desc(noise.raised), alerts.rule_id)
    .limit(limit);
}

/** When the periods began for which somebody acknowledged an alert: ISO 8601, by rule. */
export async function acknowledgedPeriods(
  db: Db,
  tenant_id: string,
  project_id: string,
  since: number,
): Promise<{ rule_id: string; from: string }[]> {
  return await db
    .select({ rule_id: alerts.rule_id, from: sql<string>`${alerts.payload} ->> '$.window.from'` })
    .from(alerts)
    .where(and(raisedSince(tenant_id, project_id, since), isNotNull(alerts.acknowledged_at)))
    .limit(5_000);
}

/** Ids begin with the time of their creation, so the index of ids is enough. */
function raisedSince(tenant_id: string, project_id: string, since: number) {
  const first = `alr_${Math.max(0, since).toString(16).padStart(12, '0')}`;
  return and(eq(alerts.tenant_id, tenant_id), eq(alerts.project_id, project_id), gte(alerts.id, first));
}
