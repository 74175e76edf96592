/** Reports of a project as callers ask for them: the list, one of them, making one. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { dayAt } from '../../base/time.ts';
import { datedProject } from '../../flow/metrics/index.ts';
import { lastPeriod, periodOf } from '../../flow/notifications/index.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { makeReport } from './make-report.ts';
import type { ListedReport, Report, ReportInput, ReportPage, ReportsQuery } from './schema.ts';
import { findReport, newReport, pageReports, type ReportRow } from './store.ts';

/** No event is older. */
const EARLIEST = '2000-01-01';

/** A page of the project's reports, the newest days first. */
export async function listReports(ctx: Ctx, { kind, cursor, limit }: ReportsQuery): Promise<ReportPage> {
  const whose = whoseOf(ctx);
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : undefined;
  const rows = await pageReports(ctx.db, { ...whose, kind }, { before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const next_cursor = rows.length > limit ? encodeCursor([page.at(-1)!.id]) : null;
  return { data: page.map(listed), next_cursor };
}

/** One report of the project. */
export async function readReport(ctx: Ctx, id: string): Promise<Report> {
  const row = await findReport(ctx.db, { ...whoseOf(ctx), id });
  if (!row) throw missing('report');
  return shownReport(row);
}

/** The report of a period, made unless it is there, for whoever may change what is watched. Throws for days that are not over, or begin before 2000. */
export async function askForReport(ctx: Ctx, { kind, date }: ReportInput): Promise<{ report: Report; isNew: boolean }> {
  whoseOf(ctx);
  requirePermission(ctx, 'rules:write');
  const project = await datedProject(ctx);
  const today = dayAt(ctx.now, project.points_timezone);
  const period = date === undefined ? lastPeriod(kind, today) : periodOf(kind, date);
  if (period.to >= today) {
    const message = `These days end on ${period.to}, and today is ${today}: a report is made when they are over.`;
    throw new AppError('unprocessable', 'report.not_over', message);
  }
  if (period.from < EARLIEST) {
    const message = `Reports go back to ${EARLIEST}, as events do.`;
    throw new AppError('unprocessable', 'report.too_old', message);
  }
  const entry = (row: ReportRow) =>
    recordAudit(ctx, { action: 'report.made', target_type: 'report', target: newReport(row) });
  const { report, isNew } = await makeReport(ctx, project, period, (row) => [entry(row)]);
  return { report: shownReport(report), isNew };
}

/** Reports hold both: numbers and alerts. */
function whoseOf(ctx: Ctx): { tenant_id: string; project_id: string } {
  requirePermission(ctx, 'metrics:read');
  requirePermission(ctx, 'alerts:read');
  return { tenant_id: ctx.tenant_id, project_id: requireProject(ctx) };
}

/** A report as it is shown. */
export function shownReport({ tenant_id: _, body, ...head }: ReportRow): Report {
  return { ...head, ...body };
}

function listed(row: ReportRow): ListedReport {
  const { alerts: _, noisy_rules: __, next_actions: ___, ...shown } = shownReport(row);
  return shown;
}
