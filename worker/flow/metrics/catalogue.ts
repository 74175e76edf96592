/** The catalogue of metrics as data: one definition drives the API, the cards, rules and questions. */
import type { Industry } from '../../tenants/orgs/index.ts';
import { CUSTOM_EVENT_TYPE } from '../events/index.ts';

/** In place of an event type: events of every type. */
export const EVERY_TYPE = '*';

/** Counted events, or the sum of their amounts; of one event type, or of every one (`EVERY_TYPE`). */
export interface Measure {
  event_type: string;
  field: 'n' | 'sum';
}

/** How a metric comes from measures. */
export type Formula =
  | { kind: 'count' | 'sum'; measure: Measure }
  | { kind: 'difference'; plus: Measure; minus: Measure }
  /** So much of `over` each `under`, of one currency. */
  | { kind: 'average'; over: Measure; under: Measure }
  /** A share: what is counted `over`, on the days that have something `under` it. */
  | { kind: 'ratio'; over: Measure; under: Measure };

export interface Metric {
  id: string;
  label: string;
  /** Counts; minor units of one currency; a share from 0 on; percent. */
  unit: 'count' | 'money' | 'ratio' | 'percent';
  description: string;
  formula: Formula;
  /** Known from usage by UTC day, or from who paid, whatever the currency; all else is counted as events arrive. */
  source?: 'usage' | 'customers';
}

const count = (event_type: string): Formula => ({ kind: 'count', measure: { event_type, field: 'n' } });
const sum = (event_type: string): Formula => ({ kind: 'sum', measure: { event_type, field: 'sum' } });

/** id, label, unit, formula, description of the metrics every project has. */
const CORE: readonly [string, string, Metric['unit'], Formula, string][] = [
  ['sessions', 'Sessions', 'count', count('session_started'), 'Visits that began.'],
  ['leads', 'Leads', 'count', count('lead_created'), 'People who showed interest.'],
  ['signups', 'Signups', 'count', count('signup'), 'Accounts that were created.'],
  ['payments', 'Payments', 'count', count('payment_succeeded'), 'Payments that succeeded.'],
  ['revenue', 'Revenue', 'money', sum('payment_succeeded'), 'Sum of successful payments, before refunds.'],
  ['refunds', 'Refunds', 'count', count('refund_issued'), 'Refunds that were issued.'],
  ['refunds_amount', 'Refunded', 'money', sum('refund_issued'), 'Sum of refunds.'],
  [
    'net_revenue',
    'Net revenue',
    'money',
    {
      kind: 'difference',
      plus: { event_type: 'payment_succeeded', field: 'sum' },
      minus: { event_type: 'refund_issued', field: 'sum' },
    },
    'Payments minus refunds.',
  ],
  ['checkouts', 'Checkouts', 'count', count('checkout_started'), 'Checkouts that began.'],
  ['bookings', 'Bookings', 'count', count('booking_requested'), 'Bookings that were requested.'],
  ['subscriptions_started', 'Subscriptions started', 'count', count('subscription_started'), 'New subscriptions.'],
  ['subscriptions_canceled', 'Subscriptions canceled', 'count', count('subscription_canceled'), 'Ended subscriptions.'],
  ['payment_failures', 'Failed payments', 'count', count('payment_failed'), 'Payments that failed.'],
  ['messages', 'Messages', 'count', count('message_received'), 'Messages that came in.'],
  ['content', 'Content', 'count', count('content_published'), 'Pieces of content that were published.'],
];

/** Every core metric of an industry; `conversion` means payments for commerce and leads for all others. */
export function coreMetrics(industry: Industry): Metric[] {
  return [
    ...CORE.map(([id, label, unit, formula, description]) => ({ id, label, unit, formula, description })),
    conversion(industry),
    ...CUSTOMERS,
    ...METERS,
  ];
}

const returning: Measure = { event_type: 'customers.returning', field: 'n' };
const active: Measure = { event_type: 'customers.active', field: 'n' };

/** Metrics of who paid; the points of the last four follow the events (worker/flow/customers). */
const CUSTOMERS: readonly Metric[] = [
  {
    id: 'average_order_value',
    label: 'Average order value',
    unit: 'money',
    formula: {
      kind: 'average',
      over: { event_type: 'payment_succeeded', field: 'sum' },
      under: { event_type: 'payment_succeeded', field: 'n' },
    },
    description: 'Revenue divided by payments, before refunds. Empty without payments.',
  },
  {
    id: 'new_customers',
    label: 'New customers',
    unit: 'count',
    formula: { kind: 'difference', plus: active, minus: returning },
    description: 'People with an id who paid for the first time, on the day of that payment.',
    source: 'customers',
  },
  {
    id: 'returning_customers',
    label: 'Returning customers',
    unit: 'count',
    formula: { kind: 'count', measure: returning },
    description: 'People who paid and had paid on an earlier day, counted once on each such day.',
    source: 'customers',
  },
  {
    id: 'active_customers',
    label: 'Active customers',
    unit: 'count',
    formula: { kind: 'count', measure: active },
    description: 'People who paid, new and returning, counted once on each day with a payment.',
    source: 'customers',
  },
  {
    id: 'repeat_rate',
    label: 'Repeat rate',
    unit: 'ratio',
    formula: { kind: 'ratio', over: returning, under: active },
    description: 'Returning customers divided by active customers. Empty without any.',
    source: 'customers',
  },
];

/** Meters; one that is not counted from events has its own name instead of an event type. */
const METERS: readonly Metric[] = [
  {
    id: 'usage.ingest_unit',
    label: 'Events',
    unit: 'count',
    formula: count(EVERY_TYPE),
    description: 'Events of every type, each on the day it occurred.',
  },
  {
    id: 'usage.alerts_triggered',
    label: 'Alerts',
    unit: 'count',
    formula: count('usage.alerts_triggered'),
    description: 'Alerts that rules raised, by UTC day.',
    source: 'usage',
  },
];

function conversion(industry: Industry): Metric {
  const commerce = industry === 'ecommerce';
  const counted = commerce ? 'Payments' : 'Leads';
  return {
    id: 'conversion',
    label: 'Conversion',
    unit: 'ratio',
    formula: {
      kind: 'ratio',
      over: { event_type: commerce ? 'payment_succeeded' : 'lead_created', field: 'n' },
      under: { event_type: 'session_started', field: 'n' },
    },
    description: `${counted} divided by sessions, over the days that have sessions. Empty without sessions, and where there are more ${counted.toLowerCase()} than sessions: then some sessions were not recorded, and a share cannot be told.`,
  };
}

/** The two metrics of a custom event: how often, and the sum of its amounts. */
export function customMetrics(event_type: string): Metric[] {
  const label = labelOf(event_type);
  return [
    { id: event_type, label, unit: 'count', formula: count(event_type), description: `Events ${event_type}.` },
    {
      id: `${event_type}.amount`,
      label: `${label}, amount`,
      unit: 'money',
      formula: sum(event_type),
      description: `Sum of the amounts of ${event_type}.`,
    },
  ];
}

/** The metric of an id, `.delta` included: the change in percent against the previous period. Undefined when there is none. */
export function findMetric(id: string, industry: Industry): { metric: Metric; delta: boolean } | undefined {
  const delta = id.endsWith('.delta');
  const base = delta ? id.slice(0, -'.delta'.length) : id;
  const metric = findBase(base, industry) ?? (delta ? findBase(id, industry) : undefined);
  // An event may itself be called `custom.<vertical>.delta`.
  return metric && { metric, delta: delta && metric.id === base };
}

function findBase(id: string, industry: Industry): Metric | undefined {
  const core = coreMetrics(industry).find((metric) => metric.id === id);
  if (core) return core;
  const event_type = id.endsWith('.amount') && CUSTOM_EVENT_TYPE.test(id.slice(0, -7)) ? id.slice(0, -7) : id;
  if (!CUSTOM_EVENT_TYPE.test(event_type)) return undefined;
  return customMetrics(event_type).find((metric) => metric.id === id);
}

/** The measures a formula reads. */
export function measuresOf(formula: Formula): Measure[] {
  if (formula.kind === 'difference') return [formula.plus, formula.minus];
  if (formula.kind === 'ratio' || formula.kind === 'average') return [formula.over, formula.under];
  return [formula.measure];
}

/** The value of a formula given its measures. A ratio over nothing is null, and one above 1, which is no share of anything. */
export function evaluate(formula: Formula, read: (measure: Measure) => number): number | null {
  switch (formula.kind) {
    case 'difference':
      return read(formula.plus) - read(formula.minus);
    case 'average': {
      const under = read(formula.under);
      return under === 0 ? null : Math.round(read(formula.over) / under);
    }
    case 'ratio': {
      const under = read(formula.under);
      return under === 0 || exceeds(formula, read) ? null : read(formula.over) / under;
    }
    default:
      return read(formula.measure);
  }
}

/** Whether more was counted than what it is to be a share of: something of the latter was not recorded. */
export function exceeds(formula: Formula, read: (measure: Measure) => number): boolean {
  if (formula.kind !== 'ratio') return false;
  const under = read(formula.under);
  return under > 0 && read(formula.over) > under;
}

/** The change from `before` to `now` in percent; null when there is nothing to compare with. */
export function deltaPct(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null;
  return ((now - before) / Math.abs(before)) * 100;
}

function labelOf(event_type: string): string {
  const words = event_type.split('.')[2]!.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
