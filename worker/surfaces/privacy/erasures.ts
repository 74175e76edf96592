/** Asking for a person to be erased, and the receipts. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { deriveKey, hmac } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { describeError } from '../../base/log.ts';
import { recordFact, sendFacts, settleFact } from '../../base/outbox.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { newFact } from '../../facts.ts';
import { eventKeys, tokenOf } from '../../flow/events/index.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { findProject } from '../../tenants/orgs/index.ts';
import { type ErasureRow, findErasure, insertErasure, listErasureRows, newErasure } from './erasure-store.ts';
import { advanceErasure } from './run-erasure.ts';
import type { Erasure, ErasureInput, ErasurePage } from './schema.ts';

/** What is done before the reply; a large ledger's rest follows by messages. */
const AT_ONCE = { turns: 20, ms: 1_500 };

/** Erases a person from the project's ledger. The receipt is `done` for a small ledger, otherwise `running`. */
export async function requestErasure(ctx: Ctx, input: ErasureInput): Promise<Erasure> {
  requirePermission(ctx, 'privacy:manage');
  const project_id = requireProject(ctx);
  const { tenant_id } = ctx;
  if (!(await findProject(ctx.db, tenant_id, project_id))) throw missing('project');
  checkSubject(ctx, project_id, input);
  const row = newRow(ctx, project_id, input);
  const fact = newFact('erasure.requested', { tenant_id, project_id, erasure_id: row.id });
  await batch(ctx.db, [
    insertErasure(ctx.db, row),
    recordAudit(ctx, { action: 'erasure.requested', target_type: 'erasure', target: newErasure(row.id) }),
    recordFact(ctx.db, fact, ctx.now),
  ]);
  const isDone = await advanceErasure(ctx, row, AT_ONCE).catch((error) => {
    ctx.log('warn', 'erasure not finished, its message retries', { erasure_id: row.id, ...describeError(error) });
    return false;
  });
  if (isDone) await settleFact(ctx.db, fact.id);
  else await sendFacts(ctx, [fact]);
  return shown((await findErasure(ctx.db, tenant_id, row.id)) ?? row);
}

/** An invalid address or number would match no person, and the owner would believe the erasure done. */
function checkSubject(ctx: Ctx, project_id: string, input: ErasureInput): void {
  const { tokenize } = eventKeys(ctx.env.EVENT_SECRET, project_id);
  for (const kind of ['email', 'phone'] as const) {
    if (input[kind] === undefined || tokenOf(kind, input[kind], tokenize)) continue;
    const message =
      kind === 'email' ? 'not one e-mail address' : 'not one phone number; write it with its country code';
    throw new AppError('unprocessable', 'request.invalid', `${kind}: ${message}`, {
      errors: [{ path: kind, code: 'wrong_format', message }],
    });
  }
}

function newRow(ctx: Ctx, project_id: string, input: ErasureInput): ErasureRow {
  const fields = (['actor_id', 'anonymous_id', 'email', 'phone'] as const).filter(
    (field) => input[field] !== undefined,
  );
  const key = deriveKey(ctx.env.EVENT_SECRET, project_id, 'erasure');
  const digest = hmac(key, JSON.stringify(fields.map((field) => [field, input[field]])));
  return {
    id: newId('ers'),
    tenant_id: ctx.tenant_id,
    project_id,
    status: 'running',
    subject: input,
    subject_digest: Buffer.from(digest).toString('hex').slice(0, 32),
    matched_by: fields,
    scanned: 0,
    erased: 0,
    exports: [],
    requested_by: ctx.actor.id,
    created_at: new Date(ctx.now).toISOString(),
    finished_at: null,
  };
}

/** The receipt of one erasure. */
export async function readErasure(ctx: Ctx, erasure_id: string): Promise<Erasure> {
  requirePermission(ctx, 'privacy:manage');
  const row = await findErasure(ctx.db, ctx.tenant_id, erasure_id);
  if (!row || (ctx.actor.type === 'key' && row.project_id !== requireProject(ctx))) throw missing('erasure');
  return shown(row);
}

/** Receipts, newest first: of the chosen project, or of all where none is chosen. */
export async function listErasures(ctx: Ctx, query: { limit: number; cursor?: string }): Promise<ErasurePage> {
  requirePermission(ctx, 'privacy:manage');
  const before = query.cursor ? String(decodeCursor(query.cursor, ['string'])[0]) : '~';
  const rows = await listErasureRows(ctx.db, ctx.tenant_id, ctx.project_id, { before, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  return { data: page.map(shown), next_cursor: rows.length > page.length ? encodeCursor([page.at(-1)!.id]) : null };
}

function shown({ tenant_id: _, subject: __, ...receipt }: ErasureRow): Erasure {
  return receipt;
}
