/** Alerts as the API shows them. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf, wholeNumber } from '../../base/page.ts';
import { isDay, parseInstant } from '../../base/time.ts';
import type { Reason } from '../../words/reason.ts';
import { SEVERITIES } from '../rules/index.ts';

export const STATUSES = ['pending', 'acknowledged', 'snoozed', 'resolved'] as const;
/** A year. */
export const MAX_SNOOZE_MINUTES = 525_600;

export const Status = z.enum(STATUSES);
export type Status = z.infer<typeof Status>;

const Day = z.string().describe('YYYY-MM-DD by the project’s calendar.');
const Clock = z.string().describe('HH:MM by the project’s clock.');

/** What the explanation is made from, so that other languages can make their own. */
/** One of the things that moved a number, as alerts and reports show it. */
export const ReasonPart = z.object({
  label: z.string(),
  now: z.number(),
  before: z.number(),
  unit: z.enum(['count', 'money', 'ratio']),
  kind: z.enum(['count', 'average', 'sum', 'currency', 'value', 'event']).optional(),
  event_type: z.string().optional(),
  /** Of one payment alone: it was refunded on the same day. */
  refunded: z.boolean().optional(),
});

const ReasonOfAlert = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('period'),
      day: Day,
      hours: z.object({ from: Clock, to: Clock }).optional(),
      so_far: z.boolean().optional(),
      in_a_row: z.number().int().optional(),
      event_type: z.string().optional(),
      operator: z.enum(['gt', 'gte', 'lt', 'lte']).optional(),
      before: z.number().nullable().describe('The same hour or day a week before.'),
    }),
    z.object({
      kind: z.literal('events'),
      event_type: z.string(),
      within_minutes: z.number(),
      last_at: Clock.nullable(),
    }),
    z.object({
      kind: z.literal('missing'),
      event_type: z.string(),
      follow_up: z.string(),
      within_minutes: z.number(),
    }),
    z.object({
      kind: z.literal('report'),
      day: Day,
      until: Day,
      days: z.number().int(),
      event_type: z.string().optional(),
      currency: z.string().optional(),
    }),
  ])
  .openapi('AlertReason') satisfies z.ZodType<Reason>;

const Payload = z
  .object({
    metric: z.string().nullable(),
    unit: z.enum(['count', 'money', 'ratio', 'percent']).nullable(),
    observed: z.number().nullable(),
    expected: z.number().nullable(),
    threshold: z.number().nullable(),
    low: z.number().optional(),
    high: z.number().optional(),
    score: z.number().optional(),
    window: z.object({ from: z.string(), to: z.string() }),
    /** In English; `reason` has what it is made from. */
    explanation: z.string(),
    reason: ReasonOfAlert.optional(),
    change_pct: z.number().nullable().optional(),
    parts: z.array(ReasonPart).optional(),
    event_ids: z.array(z.string()).optional(),
    /** The value at the largest deviation, where that is not the newest one: what a mark as a false positive covers. */
    peak: z.number().optional(),
  })
  .openapi('AlertPayload');

export const Alert = z
  .object({
    id: z.string(),
    project_id: z.string(),
    rule_id: z.string(),
    rule_revision: z.number().int(),
    /** Null where the rule is not of one currency. */
    currency: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    status: Status,
    title: z.string(),
    payload: Payload,
    /** How often it fired while open. */
    occurrences: z.number().int(),
    /** Firings that this alert's mark as a false positive has kept quiet since. */
    suppressed: z.number().int(),
    created_at: z.string(),
    last_fired_at: z.string(),
    acknowledged_at: z.string().nullable(),
    /** The person's e-mail address or the key's name. */
    acknowledged_by: z.string().nullable(),
    resolved_at: z.string().nullable(),
    /** A person, or `condition_cleared`. */
    resolved_by: z.string().nullable(),
    snoozed_until: z.string().nullable(),
    false_positive: z.boolean(),
  })
  .openapi('Alert');
export type Alert = z.infer<typeof Alert>;

export const AlertPage = pageOf(Alert).openapi('AlertPage');
export type AlertPage = z.infer<typeof AlertPage>;

/** A day of the project's time zone or an exact instant. */
const When = z
  .string()
  .max(40)
  .refine(
    (text) => isDay(text) || !Number.isNaN(parseInstant(text)),
    'neither a day (YYYY-MM-DD) nor an ISO 8601 time with offset',
  )
  .optional();

/** One status, or several with commas between them. */
const Statuses = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(Status).max(STATUSES.length))
  .openapi({ type: 'string', example: 'pending,acknowledged' });

export const AlertsQuery = PageQuery.extend({
  status: Statuses.optional(),
  severity: z.enum(SEVERITIES).optional(),
  rule_id: z.string().max(64).optional(),
  from: When,
  to: When,
});
export type AlertsQuery = z.infer<typeof AlertsQuery>;

/** Open alerts of a project. */
export const AlertCounts = z
  .object({ pending: z.number().int(), acknowledged: z.number().int(), snoozed: z.number().int() })
  .openapi('AlertCounts');
export type AlertCounts = z.infer<typeof AlertCounts>;

/** `project` for people, whose browsers cannot send a header; `cursor` of the last frame that was seen. */
export const LiveQuery = z.object({ project: z.string().max(64).optional(), cursor: z.string().max(100).optional() });
export type LiveQuery = z.infer<typeof LiveQuery>;

/** When a snoozed alert wakes: an instant, or minutes from now. */
export const SnoozeInput = z
  .object({
    until: z.iso.datetime({ offset: true }).optional(),
    minutes: z.number().int().min(1).max(MAX_SNOOZE_MINUTES).optional(),
  })
  .strict()
  .refine(({ until, minutes }) => (until === undefined) !== (minutes === undefined), 'send either until or minutes')
  .openapi('SnoozeInput');
export type SnoozeInput = z.infer<typeof SnoozeInput>;

export const NoiseQuery = z.object({ days: wholeNumber(1, 90).default(30) });

/** What became of each rule's alerts. */
export const NoiseReport = z
  .object({
    days: z.number().int(),
    from: z.string(),
    data: z.array(
      z.object({
        rule_id: z.string(),
        name: z.string(),
        type: z.string(),
        severity: z.enum(SEVERITIES),
        enabled: z.boolean(),
        threshold: z.number().nullable(),
        /** Alerts; a repeated firing of an open one counts among `occurrences`. */
        raised: z.number().int(),
        occurrences: z.number().int(),
        acknowledged: z.number().int(),
        ignored: z.number().int(),
        false_positives: z.number().int(),
        suppressed: z.number().int(),
        /** Null for rules without a threshold, and where none would be quieter. */
        suggestion: z
          .object({
            patch: z.object({ threshold: z.number() }),
            alerts_now: z.number().int(),
            alerts_then: z.number().int(),
          })
          .nullable(),
      }),
    ),
    next_cursor: z.null(),
  })
  .openapi('NoiseReport');
export type NoiseReport = z.infer<typeof NoiseReport>;
