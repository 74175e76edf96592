/** Reports as the API shows them. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf } from '../../base/page.ts';
import { Alert, ReasonPart } from '../../flow/alerts/index.ts';
import { Day, Note } from '../../flow/metrics/index.ts';
import { KINDS } from '../../flow/notifications/index.ts';
import type { ReportReason } from '../../words/reason.ts';

const Kind = z.enum(KINDS).describe('`daily`: a day; `weekly`: Monday to Sunday.');
const Unit = z.enum(['count', 'money', 'ratio', 'percent']);

const Part = ReasonPart.openapi('ReportPart');

const Reason = z
  .object({
    kind: z.literal('report'),
    day: z.string(),
    until: z.string(),
    days: z.number().int(),
    event_type: z.string().optional(),
    currency: z.string().optional(),
    week: z.literal(true).optional(),
    over_whole: z.literal(true).optional(),
  })
  .openapi('ReportReason') satisfies z.ZodType<ReportReason>;

export const ReportNumber = z
  .object({
    metric: z.string(),
    label: z.string(),
    unit: Unit,
    value: z.number().nullable().describe('As `GET /v1/metrics/{metric}` has it; money in minor units.'),
    note: Note.optional(),
    previous: z.number().nullable().describe('The same weekday a week before, or the week before.'),
    delta_pct: z.number().nullable(),
    explanation: z.string().describe('What moved and why, in English; `reason` and `parts` have what it is made from.'),
    reason: Reason,
    parts: z.array(Part),
    days: z.array(z.number().nullable()).describe('The fourteen days up to the last one, oldest first.'),
  })
  .openapi('ReportNumber');
export type ReportNumber = z.infer<typeof ReportNumber>;

/** An alert as it was when the report was made. */
const ReportAlert = Alert.pick({
  ...{ id: true, rule_id: true, title: true, severity: true, status: true, currency: true },
  ...{ occurrences: true, created_at: true, payload: true },
}).openapi('ReportAlert');
export type ReportAlert = z.infer<typeof ReportAlert>;

const NoisyRule = z
  .object({
    rule_id: z.string(),
    title: z.string(),
    raised: z.number().int(),
    ignored: z.number().int().describe('Alerts that nobody did anything about, or that were marked as false.'),
  })
  .openapi('ReportNoisyRule');
export type NoisyRule = z.infer<typeof NoisyRule>;

export const ACTIONS = ['follow_up_leads', 'win_back_checkouts', 'review_failed_payments', 'set_up_rules'] as const;

const NextAction = z
  .object({
    action: z.enum(ACTIONS),
    count: z.number().int(),
    more: z.boolean().describe('There are more than that.'),
    url: z.string().describe('A path of the dashboard.'),
  })
  .openapi('ReportAction');
export type NextAction = z.infer<typeof NextAction>;

const head = {
  id: z.string(),
  project_id: z.string(),
  kind: Kind,
  from: z.string().describe('First day, by the project’s calendar.'),
  to: z.string().describe('Last day.'),
  timezone: z.string(),
  currency: z.string(),
  created_at: z.string(),
};

const content = {
  numbers: z.array(ReportNumber).describe('Of the industry’s cards, in their order.'),
  alerts: z.array(ReportAlert).describe('Raised in the period, newest first; 20 at most.'),
  alerts_raised: z.number().int(),
  noisy_rules: z.array(NoisyRule).describe('Of the last seven days.'),
  next_actions: z
    .array(NextAction)
    .describe('When the report was made; empty where its period was not the newest then.'),
};

/** What is frozen when a report is made. */
export const ReportBody = z.object(content);
export type ReportBody = z.infer<typeof ReportBody>;

export const Report = z.object({ ...head, ...content }).openapi('Report');
export type Report = z.infer<typeof Report>;

const ListedReport = z
  .object({ ...head, numbers: content.numbers, alerts_raised: content.alerts_raised })
  .openapi('ListedReport');
export type ListedReport = z.infer<typeof ListedReport>;

export const ReportPage = pageOf(ListedReport).openapi('ReportPage');
export type ReportPage = z.infer<typeof ReportPage>;

export const ReportsQuery = PageQuery.extend({ kind: Kind.optional() });
export type ReportsQuery = z.infer<typeof ReportsQuery>;

export const ReportInput = z
  .object({
    kind: Kind,
    date: Day.optional().describe('A day of the period; the newest one that is over where it is absent.'),
  })
  .strict()
  .openapi('ReportInput');
export type ReportInput = z.infer<typeof ReportInput>;
