/** SQL of the table of alerts. */
import { and, desc, eq, getTableColumns, gt, gte, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import { batch, type Db, type Statement } from '../../base/db.ts';
import { eraseQuarantined } from '../../base/quarantine-store.ts';
import type { AuditedRows } from '../../tenants/audit/index.ts';
import { erasedLabel } from '../rules/index.ts';
import type { AlertRecord } from './hub/rule-state.ts';
import type { Alert, Status } from './schema.ts';
import { alerts } from './table.ts';

const COLUMNS = Object.keys(getTableColumns(alerts));

/** Writes alerts as they are now, in one statement; a row that D1 holds in a later revision stays. */
export function upsertAlerts(db: Db, rows: AlertRecord[]): Statement {
  const values = rows.map((row) => COLUMNS.map((name) => row[name as keyof AlertRecord]));
  const fields = COLUMNS.map((_, i) => `value ->> ${i}`);
  const changes = COLUMNS.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
  return db.$client
    .prepare(
      `INSERT INTO alerts (${COLUMNS.join(', ')}) SELECT ${fields.join(', ')} FROM json_each(?1) WHERE true ORDER BY key
       ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')} WHERE excluded.rev > alerts.rev`,
    )
    .bind(JSON.stringify(values));
}

/** Ends an alert that the Hub can no longer read, so that its rule can raise the next one. */
export function endUnreadable(db: Db, tenant_id: string, id: string, resolved_at: string): Statement {
  return db
    .update(alerts)
    .set({ status: 'resolved', resolved_at, resolved_by: 'system' })
    .where(and(eq(alerts.id, id), eq(alerts.tenant_id, tenant_id), ne(alerts.status, 'resolved')));
}

/** The alert that somebody acted on, unless the log has their entry already. */
export function actedAlert(acted: {
  tenant_id: string;
  alert_id: string;
  action: string;
  request_id: string;
}): AuditedRows {
  const { tenant_id, alert_id, action, request_id } = acted;
  const isNew = sql`NOT EXISTS (SELECT 1 FROM audit_entries AS done WHERE done.tenant_id = ${tenant_id}
    AND done.target_id = ${alert_id} AND done.request_id = ${request_id} AND done.action = ${action})`;
  return { table: alerts, id: alerts.id, where: and(eq(alerts.id, alert_id), eq(alerts.tenant_id, tenant_id), isNew) };
}

const { tenant_id: _, rev: __, ...columns } = getTableColumns(alerts);
const shown = { ...columns, currency: sql<string | null>`nullif(${alerts.currency}, '')` };

/** Which alerts of a project; `from` is included, `until` is not, both ISO 8601 in UTC. */
export interface AlertFilter {
  status?: Status[];
  severity?: Alert['severity'];
  rule_id?: string;
  from?: string;
  until?: string;
}

/** A page of alerts below the id `before`, newest first. */
export async function listAlerts(
  db: Db,
  whose: { tenant_id: string; project_id: string },
  filter: AlertFilter,
  page: { before: string | undefined; limit: number },
): Promise<Alert[]> {
  return await db
    .select(shown)
    .from(alerts)
    .where(and(matching(whose, filter), page.before === undefined ? undefined : lt(alerts.id, page.before)))
    .orderBy(desc(alerts.id))
    .limit(page.limit);
}

function matching(whose: { tenant_id: string; project_id: string }, filter: AlertFilter): SQL | undefined {
  const { status, severity, rule_id, from, until } = filter;
  return and(
    eq(alerts.tenant_id, whose.tenant_id),
    eq(alerts.project_id, whose.project_id),
    status && inArray(alerts.status, status),
    severity && eq(alerts.severity, severity),
    rule_id === undefined ? undefined : eq(alerts.rule_id, rule_id),
    from === undefined ? undefined : gte(alerts.created_at, from),
    until === undefined ? undefined : lt(alerts.created_at, until),
  );
}

/** One alert of a tenant, or of one project of it. */
export async function findAlert(
  db: Db,
  tenant_id: string,
  alert_id: string,
  project_id: string | undefined,
): Promise<Alert | undefined> {
  const ofProject = project_id === undefined ? undefined : eq(alerts.project_id, project_id);
  return await db
    .select(shown)
    .from(alerts)
    .where(and(eq(alerts.id, alert_id), eq(alerts.tenant_id, tenant_id), ofProject))
    .get();
}

/** How many open alerts a project has, by status; read through the index of open alerts. */
export async function countOpen(
  db: Db,
  tenant_id: string,
  project_id: string,
): Promise<{ status: Status; n: number }[]> {
  return await db
    .select({ status: alerts.status, n: sql<number>`count(*)` })
    .from(alerts)
    .where(and(eq(alerts.tenant_id, tenant_id), ne(alerts.status, 'resolved'), eq(alerts.project_id, project_id)))
    .groupBy(alerts.status);
}

/** A page of a project's alerts, oldest first, for exports. */
export async function pageAlerts(
  db: Db,
  whose: { tenant_id: string; project_id: string },
  after: string,
  limit: number,
): Promise<Alert[]> {
  return await db
    .select(shown)
    .from(alerts)
    .where(and(eq(alerts.tenant_id, whose.tenant_id), eq(alerts.project_id, whose.project_id), gt(alerts.id, after)))
    .orderBy(alerts.id)
    .limit(limit);
}

/** Replaces labels of one person in the alerts of a project, and in rows of its tenant's alerts that could not be read. */
export async function eraseFromAlerts(
  db: Db,
  { tenant_id, project_id }: { tenant_id: string; project_id: string },
  labels: readonly string[],
): Promise<void> {
  const { results } = await db.$client
    .prepare(
      `SELECT DISTINCT p.value ->> 'label' AS label FROM alerts a, json_each(a.payload, '$.parts') p
       WHERE a.tenant_id = ? AND a.project_id = ? AND json_valid(a.payload)`,
    )
    .bind(tenant_id, project_id)
    .all<{ label: string }>();
  const wanted = new Set(labels);
  const named = results.filter(({ label }) => wanted.has(label)).map(({ label }) => erasedLabel(label));
  const rows = named.map(({ stored, erased }) => {
    return db.$client
      .prepare(
        'UPDATE alerts SET payload = replace(payload, ?1, ?2) WHERE tenant_id = ?3 AND project_id = ?4 AND instr(payload, ?1) > 0',
      )
      .bind(stored, erased, tenant_id, project_id);
  });
  if (rows.length > 0) await batch(db, rows);
  await eraseQuarantined(db, tenant_id, labels.map(erasedLabel));
}
