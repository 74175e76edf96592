/** Reading a tenant's audit log: page by page, or whole as CSV. */
import { type Ctx, requirePermission } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { instantsOf } from '../../base/time.ts';
import { type CsvCell, csvOf } from '../../shared/csv.ts';
import type { AuditEntry, AuditFilter, AuditQuery } from './schema.ts';
import { sealAudit } from './seal.ts';
import { type EntryFilter, listEntries, readEntries } from './store.ts';

const CSV_PAGE = 500;
const CSV_COLUMNS = [
  'seq',
  'created_at',
  'actor_type',
  'actor_id',
  'actor_label',
  'action',
  'target_type',
  'target_id',
  'before',
  'after',
  'request_id',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

/** A page of entries, newest first. `from` and `to` are inclusive; days are UTC days. */
export async function listAudit(
  ctx: Ctx,
  query: AuditQuery,
): Promise<{ data: AuditEntry[]; next_cursor: string | null }> {
  requireLog(ctx);
  const filter = filterOf(query);
  const before = query.cursor === undefined ? undefined : Number(decodeCursor(query.cursor, ['number'])[0]);
  await sealAudit(ctx, ctx.tenant_id);
  const rows = await listEntries(ctx.db, ctx.tenant_id, filter, before, query.limit + 1);
  const data = rows.slice(0, query.limit);
  return { data, next_cursor: rows.length > query.limit ? encodeCursor([data.at(-1)!.seq]) : null };
}

/** All entries that match as CSV, oldest first, read page by page while the client takes them. */
export async function exportAudit(ctx: Ctx, query: AuditFilter): Promise<ReadableStream<Uint8Array>> {
  requireLog(ctx);
  const filter = filterOf(query);
  await sealAudit(ctx, ctx.tenant_id);
  const encoder = new TextEncoder();
  let after = 0;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(csvOf([CSV_COLUMNS]))),
    pull: async (controller) => {
      const page = await readEntries(ctx.db, ctx.tenant_id, filter, after, CSV_PAGE);
      if (page.length > 0) controller.enqueue(encoder.encode(csvOf(page.map(cellsOf))));
      if (page.length < CSV_PAGE) controller.close();
      else after = page.at(-1)!.seq;
    },
  });
}

function cellsOf(entry: AuditEntry): CsvCell[] {
  return CSV_COLUMNS.map((column) => {
    const value = entry[column];
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  });
}

/** The permission to read a tenant's log; the operator's token belongs to no tenant. */
export function requireLog(ctx: Ctx): void {
  requirePermission(ctx, 'audit:read');
  if (ctx.tenant_id === '') throw missing('tenant');
}

/** Days are UTC days; the log keeps its times as ISO text. */
function filterOf({ actor, action, target, ...range }: AuditFilter): EntryFilter {
  const { from, to } = instantsOf(range, 'UTC');
  const text = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
  return { actor, action, target, from: text(from), until: text(to) };
}
