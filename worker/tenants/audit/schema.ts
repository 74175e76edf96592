/** Audit entries, their query, and the verdict on their chain. */
import { z } from '@hono/zod-openapi';
import { PageQuery } from '../../base/page.ts';
import { isDay, parseInstant } from '../../base/time.ts';

const Fields = z.record(z.string(), z.unknown()).nullable();

export const AuditEntry = z
  .object({
    tenant_id: z.string(),
    seq: z.number().int(),
    created_at: z.string(),
    actor_type: z.enum(['key', 'person', 'operator', 'system']),
    actor_id: z.string(),
    actor_label: z.string(),
    action: z.string(),
    target_type: z.string(),
    target_id: z.string(),
    before: Fields,
    after: Fields,
    request_id: z.string(),
    previous_hash: z.string().nullable(),
    hash: z.string().nullable(),
  })
  .openapi('AuditEntry');
export type AuditEntry = z.infer<typeof AuditEntry>;

const Moment = z
  .string()
  .max(40)
  .refine(
    (text) => isDay(text) || !Number.isNaN(parseInstant(text)),
    'not a day (UTC) or an ISO 8601 time with offset',
  );

/** Which entries: by actor (id or label), action (`project.changed`, or `project` for all of its kind), target id, time. */
export const AuditFilter = z.object({
  actor: z.string().min(1).max(254).optional(),
  action: z
    .string()
    .max(100)
    .regex(/^[a-z_]+(\.[a-z_]+)*$/, 'not the name of an action')
    .optional(),
  target: z.string().min(1).max(100).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditQuery = PageQuery.extend(AuditFilter.shape);
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditVerdict = z
  .object({
    entries: z.number().int().openapi({ description: 'How many entries were checked' }),
    intact: z.boolean(),
    first_broken: z
      .number()
      .int()
      .optional()
      .openapi({ description: 'Number (`seq`) of the first entry that does not hold' }),
  })
  .openapi('AuditVerdict');
export type AuditVerdict = z.infer<typeof AuditVerdict>;
