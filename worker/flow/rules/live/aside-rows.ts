/** Rows that a ledger has set aside: put on the operator's list, and taken back from it when they are repaired. */
import { z } from '@hono/zod-openapi';
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { insertQuarantined, type QuarantinedRow } from '../../../base/quarantine-store.ts';
import { callObject } from '../../../base/retry.ts';
import type { Judgement } from '../judgement.ts';
import type { RulesLedger } from '../objects.ts';
import type { Waiting } from './follow-ups.ts';
import { ASIDE_SOURCES } from './set-aside-store.ts';

const PREFIX = 'ledger.';

const FiringRow = z.looseObject({
  project_id: z.string(),
  rule_id: z.string(),
  revision: z.number().int(),
  currency: z.string(),
  window: z.number(),
  at: z.number(),
  verdict: z.enum(['firing', 'clear']),
  occurrences: z.number().int(),
  holds_until: z.number().nullable(),
  title: z.string(),
  severity: z.string(),
  cooldown_minutes: z.number(),
  mark_days: z.number(),
  payload: z.looseObject({ explanation: z.string(), window: z.object({ from: z.string(), to: z.string() }) }),
});

const WaitingRow = z
  .object({
    rule_id: z.string(),
    seq: z.number().int(),
    received_ms: z.number().int(),
    occurred_ms: z.number().int(),
    due_ms: z.number().int(),
    keys: z.array(z.string()).min(1),
  })
  .strict();

/** Puts what a project's ledger has set aside on the operator's list; the ledger forgets it then. */
export async function listAsideRows(
  job: Pick<Ctx, 'env' | 'db' | 'log'>,
  tenant_id: string,
  project_id: string,
): Promise<void> {
  for (let upto = 0; ; ) {
    const known = upto;
    const rows = await callObject(async () => await ledgerOf<RulesLedger>(job.env, project_id).setAside(known));
    if (rows.length === 0) return;
    job.log('error', 'rows of a ledger cannot be read', { project_id, count: rows.length });
    const entries = rows.map(({ source, row_id, body, at }) => {
      const created_at = new Date(at).toISOString();
      // Numbers of rows come again in a ledger, so the instant belongs to the name.
      const key = { source: PREFIX + source, row_id: `${project_id} ${row_id} ${at}` };
      return insertQuarantined(job.db, { ...key, tenant_id, project_id, reason: 'unreadable', body, created_at });
    });
    await batch(job.db, entries);
    upto = rows.at(-1)!.n;
  }
}

/** Whether a row on the operator's list is one of a ledger. */
export function isLedgerSource(source: string): boolean {
  return ASIDE_SOURCES.some((known) => PREFIX + known === source);
}

/** Hands a value to the ledger in the place of a row that it could not read; throws 422 for one that is no such row. */
export async function putBackRow(job: Pick<Ctx, 'env'>, row: QuarantinedRow, value: unknown): Promise<void> {
  const source = ASIDE_SOURCES.find((known) => PREFIX + known === row.source)!;
  const read = (source === 'firings' ? FiringRow : WaitingRow).safeParse(value);
  if (!read.success || (source === 'firings' && (read.data as { project_id: string }).project_id !== row.project_id)) {
    const message = `This value is no row of ${row.source} of this project.`;
    throw new AppError('unprocessable', 'quarantine.not_repairable', message);
  }
  const known = read.data as unknown as Waiting | Judgement;
  await callObject(async () => await ledgerOf<RulesLedger>(job.env, row.project_id).putBack(source, known));
}
