/** Reading alerts: the list, one of them, how many are open. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { instantsOf } from '../../base/time.ts';
import { findProject } from '../../tenants/orgs/index.ts';
import type { Alert, AlertCounts, AlertPage, AlertsQuery } from './schema.ts';
import { countOpen, findAlert, listAlerts as listRows } from './store.ts';

const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** A page of a project's alerts, newest first. Days in `from` and `to` are the project's and inclusive; instants are exact. */
export async function listAlerts(ctx: Ctx, query: AlertsQuery): Promise<AlertPage> {
  requirePermission(ctx, 'alerts:read');
  const { tenant_id } = ctx;
  const project_id = requireProject(ctx);
  const { status, severity, rule_id, limit } = query;
  const before = query.cursor === undefined ? undefined : String(decodeCursor(query.cursor, ['string'])[0]);
  const filter = { status, severity, rule_id, ...(await boundsOf(ctx, project_id, query)) };
  const rows = await listRows(ctx.db, { tenant_id, project_id }, filter, { before, limit: limit + 1 });
  const data = rows.slice(0, limit);
  return { data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null };
}

async function boundsOf(ctx: Ctx, project_id: string, { from, to }: AlertsQuery) {
  if (from === undefined && to === undefined) return {};
  const project = await findProject(ctx.db, ctx.tenant_id, project_id);
  if (!project) throw missing('project');
  const bounds = instantsOf({ from, to }, project.timezone);
  return { from: textOf(bounds.from), until: textOf(bounds.to) };
}

/** ISO 8601 within the years of four digits, which compare as text. */
function textOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS)).toISOString();
}

/** One alert of the tenant; for a key, and for a person who has chosen a project, only one of that project. */
export async function readAlert(ctx: Ctx, alert_id: string): Promise<Alert> {
  requirePermission(ctx, 'alerts:read');
  const alert = await findAlert(ctx.db, ctx.tenant_id, alert_id, ctx.project_id);
  if (!alert) throw missing('alert');
  return alert;
}

/** How many alerts of a project are open, by status. */
export async function countAlerts(ctx: Ctx): Promise<AlertCounts> {
  requirePermission(ctx, 'alerts:read');
  const rows = await countOpen(ctx.db, ctx.tenant_id, requireProject(ctx));
  const counts = Object.fromEntries(rows.map(({ status, n }) => [status, n]));
  return { pending: counts.pending ?? 0, acknowledged: counts.acknowledged ?? 0, snoozed: counts.snoozed ?? 0 };
}
