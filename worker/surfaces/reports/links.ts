/** Showing a report to others: links that end, can be taken back, and need no account. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import type { LinkInput, NewReportLink, ReportLink, ReportLinks, SharedReport } from './link-schema.ts';
import {
  auditedLink,
  findLink,
  findLinkAnyTenant,
  insertLink,
  type LinkPlace,
  type LinkRow,
  listLinks,
  revokeLink,
} from './link-store.ts';
import { linkToken, readToken } from './link-token.ts';
import { findReport, type ReportPlace } from './store.ts';

/** Links of one report that work at the same time. */
const MAX_LINKS = 20;
const MAX_LISTED = 200;

/** Makes a link to a report; `site` is the base of its address. */
export async function shareReport(
  ctx: Ctx,
  report_id: string,
  { days }: LinkInput,
  site: string,
): Promise<NewReportLink> {
  const { id: _, ...whose } = await sharedPlace(ctx, report_id);
  const now = new Date(ctx.now).toISOString();
  const row: LinkRow = {
    ...{ ...whose, report_id, id: newId('rlk') },
    created_by: ctx.actor.label ?? ctx.actor.id,
    created_at: now,
    expires_at: new Date(ctx.now + days * DAY_MS).toISOString(),
    revoked_at: null,
  };
  const entry = { action: 'report.shared', target_type: 'report_link', target: auditedLink(row, 'after') };
  const [added] = await batch(ctx.db, [insertLink(ctx.db, row, { most: MAX_LINKS, now }), recordAudit(ctx, entry)]);
  if (added === 0) {
    const message = `This report has ${MAX_LINKS} links that work; take one back first.`;
    throw new AppError('conflict', 'report_link.too_many', message);
  }
  return { ...shown(row), url: `${site}/reports/shared#token=${linkToken(ctx.env, row)}` };
}

/** The links of a report, those that ended too; the addresses themselves are kept nowhere. */
export async function listReportLinks(ctx: Ctx, report_id: string): Promise<ReportLinks> {
  const rows = await listLinks(ctx.db, await sharedPlace(ctx, report_id), MAX_LISTED);
  return { data: rows.map(shown), next_cursor: null };
}

/** Takes a link back: from now on it shows nothing. Again is the same. */
export async function endReportLink(ctx: Ctx, report_id: string, id: string): Promise<void> {
  const { id: _, ...whose } = await sharedPlace(ctx, report_id);
  const place: LinkPlace = { ...whose, report_id, id };
  if (!(await findLink(ctx.db, place))) throw missing('report_link');
  const entry = { action: 'report.link_ended', target_type: 'report_link', target: auditedLink(place, 'before') };
  await batch(ctx.db, [recordAudit(ctx, entry), revokeLink(ctx.db, place, new Date(ctx.now).toISOString())]);
}

/** The report behind a link. One refusal for all that is no working link, so that nobody learns which ones there are. */
export async function readShared(
  { env, db, now }: Pick<Ctx, 'env' | 'db' | 'now'>,
  token: string,
): Promise<SharedReport> {
  const named = readToken(env, token);
  const link = named && (await findLinkAnyTenant(db, named.id));
  const works = link && link.expires_at === named.expires_at && Date.parse(link.expires_at) > now && !link.revoked_at;
  const report = works ? await findReport(db, { ...link, id: link.report_id }) : undefined;
  if (!link || !report) throw missing('report_link');
  const { kind, from, to, timezone, currency, created_at, body } = report;
  const { numbers, alerts, alerts_raised } = body;
  const head = { project: link.project, kind, from, to, timezone, currency, created_at };
  return { ...head, expires_at: link.expires_at, numbers, alerts, alerts_raised };
}

/** Who may show a report to the world: whoever manages the project. */
async function sharedPlace(ctx: Ctx, id: string): Promise<ReportPlace> {
  requirePermission(ctx, 'projects:manage');
  const place = { tenant_id: ctx.tenant_id, project_id: requireProject(ctx), id };
  if (!(await findReport(ctx.db, place))) throw missing('report');
  return place;
}

function shown({ id, report_id, created_by, created_at, expires_at, revoked_at }: LinkRow): ReportLink {
  return { id, report_id, created_by, created_at, expires_at, revoked_at };
}
