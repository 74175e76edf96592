/** Asking for an export, looking it up, listing and deleting it. */

import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { newFact } from '../../facts.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { requireRecentSignIn } from '../../tenants/step-up/index.ts';
import { exportLink } from './export-link.ts';
import { purge } from './purge.ts';
import { leaseFrom, sendExports } from './run-export.ts';
import type { Export, ExportPage, ExportWithLink } from './schema.ts';
import { auditedExport, type ExportRow, findExport, findRunning, insertExport, listExportRows } from './store.ts';

/** An export that is not finished after a day never will be. */
const PATIENCE_MS = DAY_MS;

/**
 * Starts an export: of the whole tenant for a person, of its own project for a key. While one runs, returns that one. 403 unless
 * the caller may read events: an export holds them all.
 */
export async function requestExport(ctx: Ctx): Promise<Export> {
  requirePermission(ctx, 'privacy:manage');
  requirePermission(ctx, 'events:read');
  requireRecentSignIn(ctx, 'export.request');
  const { tenant_id } = ctx;
  // The operator's token belongs to no tenant.
  if (tenant_id === '') throw missing('tenant');
  const project_id = extentOf(ctx) ?? null;
  const running = await findRunning(ctx.db, tenant_id, project_id);
  if (running) return shown(running);
  const row: ExportRow = {
    id: newId('exp'),
    tenant_id,
    project_id,
    status: 'running',
    requested_by: ctx.actor.id,
    step: 0,
    position: { source: 0, after: '' },
    counts: {},
    bytes: 0,
    created_at: new Date(ctx.now).toISOString(),
    finished_at: null,
    expires_at: new Date(ctx.now + PATIENCE_MS).toISOString(),
    purged: false,
    lease_until: null,
    total_events: null,
    error_code: null,
    failures: 0,
  };
  const fact = newFact('export.requested', { tenant_id, export_id: row.id });
  await batch(ctx.db, [
    insertExport(ctx.db, row),
    recordAudit(ctx, {
      action: 'export.requested',
      target_type: 'export',
      target: auditedExport(row),
      after: { project_id },
    }),
    recordFact(ctx.db, fact, ctx.now),
  ]);
  await sendFacts(ctx, [fact]);
  return shown(row);
}

/** One export, with a fresh link when it is ready: so the caller must be allowed to read events. `origin` is the server's own. */
export async function readExport(ctx: Ctx, export_id: string, origin: string): Promise<ExportWithLink> {
  requirePermission(ctx, 'events:read');
  const row = await visibleExport(ctx, export_id);
  await resume(ctx, [row]);
  const isReady = row.status === 'ready' && Date.parse(row.expires_at) > ctx.now;
  const download_url = isReady ? origin + exportLink(ctx.env.EVENT_SECRET, row.id, ctx.now) : null;
  return { ...shown(row), download_url };
}

/** Exports, newest first. */
export async function listExports(ctx: Ctx, query: { limit: number; cursor?: string }): Promise<ExportPage> {
  requirePermission(ctx, 'privacy:manage');
  const before = query.cursor ? String(decodeCursor(query.cursor, ['string'])[0]) : '~';
  const rows = await listExportRows(ctx.db, ctx.tenant_id, extentOf(ctx), { before, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  await resume(ctx, page);
  return { data: page.map(shown), next_cursor: rows.length > page.length ? encodeCursor([page.at(-1)!.id]) : null };
}

/** Ends an export at once: its link stops, its objects go. */
export async function deleteExport(ctx: Ctx, export_id: string): Promise<void> {
  const row = await visibleExport(ctx, export_id);
  const { project_id } = row;
  await batch(ctx.db, [
    recordAudit(ctx, {
      action: 'export.deleted',
      target_type: 'export',
      target: auditedExport(row),
      before: { project_id },
    }),
  ]);
  await purge(ctx, row);
}

async function visibleExport(ctx: Ctx, export_id: string): Promise<ExportRow> {
  requirePermission(ctx, 'privacy:manage');
  const row = await findExport(ctx.db, ctx.tenant_id, export_id);
  const extent = extentOf(ctx);
  if (!row || (extent !== undefined && row.project_id !== extent)) throw missing('export');
  return row;
}

/** A key is one project's, so it neither makes nor sees more than that; a person's export is the tenant's. */
function extentOf(ctx: Ctx): string | undefined {
  return ctx.actor.type === 'key' ? requireProject(ctx) : undefined;
}

/** Reading an export whose run was lost starts it again, instead of waiting for the minute's job. */
async function resume(ctx: Ctx, rows: readonly ExportRow[]): Promise<void> {
  const now = new Date(ctx.now).toISOString();
  const lost = rows.filter(({ status, lease_until, created_at }) => {
    // One that no run has begun yet: its message is on its way.
    const alive_until = lease_until ?? leaseFrom(Date.parse(created_at));
    return status === 'running' && alive_until <= now;
  });
  await sendExports(ctx, lost);
}

function shown(row: ExportRow): Export {
  const {
    tenant_id: _,
    step: __,
    position: ___,
    purged: ____,
    lease_until: _____,
    failures: ______,
    total_events,
    ...rest
  } = row;
  const events = row.counts.event ?? 0;
  // Events that arrive while it runs are written too, and were not counted as it began.
  return { ...rest, progress: { events, total: total_events === null ? null : Math.max(total_events, events) } };
}
