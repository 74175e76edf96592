/** Rows that were set aside, for the operator: the list, looking for more, repairing one, giving one up. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch, type Statement } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { OUTBOX, recordFact } from '../../base/outbox.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import {
  deleteQuarantined,
  findQuarantined,
  pageQuarantined,
  type QuarantinedRow,
} from '../../base/quarantine-store.ts';
import { factOf } from '../../facts.ts';
import { actionEntry, HUB_ACTIONS } from '../../flow/alerts/index.ts';
import { isLedgerSource, putBackRow } from '../../flow/rules/index.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { isJsonSource, relistJsonColumns, replaceJson } from './json-columns-store.ts';
import type { QuarantinePage, QuarantineQuery } from './schema.ts';

type Job = Pick<Ctx, 'db' | 'now' | 'log'>;

/** A page of the list, of one tenant where that is given; newest entry first. */
export async function listQuarantine(ctx: Ctx, { tenant_id, limit, cursor }: QuarantineQuery): Promise<QuarantinePage> {
  requirePermission(ctx, 'admin');
  const [created_at, id] = cursor ? (decodeCursor(cursor, ['string', 'string']) as [string, string]) : ['', ''];
  const before = cursor ? { created_at, id } : undefined;
  const rows = await pageQuarantined(ctx.db, { tenant_id, before, limit: limit + 1 });
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next_cursor: rows.length > limit && last ? encodeCursor([last.created_at, last.id]) : null };
}

/** The daily job, and the operator's call: lists the rows of D1 that cannot be read, and forgets those that can be again. */
export async function checkRows(job: Job): Promise<void> {
  const changes = await batch(job.db, relistJsonColumns(job.db, new Date(job.now).toISOString()));
  const found = changes.filter((_, i) => i % 2 === 1).reduce((sum, n) => sum + n, 0);
  if (found > 0) job.log('error', 'rows cannot be read', { count: found });
}

/** Replaces the row's value: a fact goes back to the outbox, JSON into its column, a row to its ledger, an action into the audit log. */
export async function repairRow(ctx: Ctx, id: string, value: unknown): Promise<QuarantinedRow> {
  const row = await quarantined(ctx, id);
  const { db, now } = ctx;
  if (row.source === OUTBOX) {
    const fact = factOf(value);
    if (fact.tenant_id !== row.tenant_id) {
      throw new AppError('unprocessable', 'quarantine.foreign', 'This fact is of another tenant than the row.');
    }
    await batch(db, [recordFact(db, fact, now), deleteQuarantined(db, id), audit(ctx, 'row.repaired', row)]);
  } else if (isJsonSource(row.source)) {
    const written = replaceJson(db, row, JSON.stringify(value));
    await batch(db, [written, deleteQuarantined(db, id), audit(ctx, 'row.repaired', row)]);
  } else if (isLedgerSource(row.source)) {
    await putBackRow(ctx, row, value);
    await batch(db, [deleteQuarantined(db, id), audit(ctx, 'row.repaired', row)]);
  } else if (row.source === HUB_ACTIONS) {
    const { tenant_id } = row;
    const entry = actionEntry(db, tenant_id, value);
    await batch(db, [entry, deleteQuarantined(db, id), audit(ctx, 'row.repaired', row)]);
  } else {
    const message = 'What this row stood for has gone on without it; give the row up.';
    throw new AppError('unprocessable', 'quarantine.not_repairable', message);
  }
  return row;
}

/** Gives a row up: a fact is gone, JSON becomes what is neutral. */
export async function discardRow(ctx: Ctx, id: string): Promise<void> {
  const row = await quarantined(ctx, id);
  const replaced = isJsonSource(row.source) ? [replaceJson(ctx.db, row)] : [];
  await batch(ctx.db, [...replaced, deleteQuarantined(ctx.db, id), audit(ctx, 'row.discarded', row)]);
}

/** The entry in the log of the row's tenant, without the old text. */
function audit(ctx: Ctx, action: string, { tenant_id, source, row_id }: QuarantinedRow): Statement {
  return recordAudit({ ...ctx, tenant_id }, { action, target_type: 'row', target: row_id, after: { source } });
}

async function quarantined(ctx: Ctx, id: string): Promise<QuarantinedRow> {
  requirePermission(ctx, 'admin');
  const row = await findQuarantined(ctx.db, id);
  if (!row) throw missing('quarantined_row');
  return row;
}
