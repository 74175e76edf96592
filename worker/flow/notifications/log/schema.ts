/** The delivery log as the API shows it. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf } from '../../../base/page.ts';
import { CHANNELS, STATES } from '../../../tenants/deliveries/index.ts';
import { SEVERITIES } from '../../rules/index.ts';

export const Delivery = z
  .object({
    id: z.string(),
    channel: z.enum(CHANNELS),
    kind: z.string().describe('What it tells of, such as `alert.raised`.'),
    title: z
      .string()
      .nullable()
      .describe('What it told, in the language of who asks; null where that is no longer kept.'),
    carried_by: z.string().nullable().describe('The message that it went out with; null for one of its own.'),
    recipient: z
      .object({ id: z.string(), name: z.string().nullable(), address: z.string().nullable() })
      .describe('A member or a channel; null for one that is gone.'),
    severity: z.enum(SEVERITIES).nullable(),
    state: z.enum(STATES).describe('`failed` has another try ahead, `dead` has none.'),
    attempts: z.number().int(),
    next_attempt_at: z.string().nullable(),
    reason: z.string().nullable().describe('Why it was suppressed, failed or given up: a stable code.'),
    detail: z.string().nullable().describe('The other side’s words.'),
    created_at: z.string(),
    settled_at: z.string().nullable(),
  })
  .openapi('Delivery');
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryPage = pageOf(Delivery).openapi('DeliveryPage');
export type DeliveryPage = z.infer<typeof DeliveryPage>;

export const DeliveriesQuery = PageQuery.extend({
  channel: z.enum(CHANNELS).optional(),
  state: z.enum(STATES).optional(),
});
export type DeliveriesQuery = z.infer<typeof DeliveriesQuery>;

export const ReplaySince = z
  .object({ since: z.iso.datetime({ offset: true }) })
  .strict()
  .openapi('ReplaySince');
export const ReplayedDeliveries = z.object({ replayed: z.number().int() }).openapi('ReplayedDeliveries');
