/** What the operator sees of dead letters. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf } from '../../base/page.ts';

export const DeadLetter = z
  .object({
    id: z.string(),
    queue: z.string(),
    /** What the message is about; null for a message that is no fact. */
    type: z.string().nullable(),
    tenant_id: z.string().nullable(),
    project_id: z.string().nullable(),
    cause: z
      .string()
      .openapi({ description: 'Why it failed, without ids and numbers; empty where only the queue gave up' }),
    count: z.number().int().openapi({ description: 'Messages of the same work that failed for the same cause' }),
    first_seen_at: z.string(),
    last_seen_at: z.string(),
    body: z.unknown().openapi({ description: 'The last message of the group' }),
  })
  .openapi('DeadLetter');
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterPage = pageOf(DeadLetter);
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

export const OperationsQuery = PageQuery;
export type OperationsQuery = z.infer<typeof OperationsQuery>;

export const ReplayInput = z
  .object({
    since: z.iso.datetime({ offset: true }).openapi({ description: 'Groups last seen at or after this instant' }),
  })
  .strict();
export type ReplayInput = z.infer<typeof ReplayInput>;

export const Replayed = z.object({ replayed: z.number().int() }).openapi('Replayed');
export type Replayed = z.infer<typeof Replayed>;

export const QuarantinedRow = z
  .object({
    id: z.string(),
    /** The tenant of the row; empty where it is unknown. */
    tenant_id: z.string(),
    project_id: z.string(),
    source: z.string().openapi({ description: 'The table, and the column where it matters', example: 'rules.where' }),
    row_id: z.string(),
    reason: z.string(),
    body: z.string().openapi({ description: 'The text of the row' }),
    created_at: z.string(),
  })
  .openapi('QuarantinedRow');

export const QuarantinePage = pageOf(QuarantinedRow);
export type QuarantinePage = z.infer<typeof QuarantinePage>;

export const QuarantineQuery = PageQuery.extend({ tenant_id: z.string().max(64).optional() });
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

export const RepairInput = z
  .object({ value: z.unknown().openapi({ description: 'The fact, or the JSON value, that belongs there' }) })
  .strict();
