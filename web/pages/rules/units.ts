/** Pure: what unit a metric has, whose change it may be, and which metric counts an event. */
import type { Terms, Unit, Watched } from './rule-types.ts';

const CHANGE = '.delta';
const MONEY = new Set(['revenue', 'refunds_amount', 'net_revenue', 'average_order_value']);
const RATIOS = new Set(['conversion', 'repeat_rate']);

/** The metric without what makes it a change, and whether it is one. */
export function splitMetric(metric: string): { base: string; change: boolean } {
  const change = metric.endsWith(CHANGE);
  return { base: change ? metric.slice(0, -CHANGE.length) : metric, change };
}

/** The id of a metric's change against the period before. */
export function changeOf(base: string): string {
  return `${base}${CHANGE}`;
}

/** The unit of a metric, before the project's catalogue is here as well. */
export function unitOf(metric: string, terms: Terms): Unit {
  const { base, change } = splitMetric(metric);
  if (change) return 'percent';
  const known = terms.metrics.get(base)?.unit;
  if (known) return known;
  if (MONEY.has(base) || (base.startsWith('custom.') && base.endsWith('.amount'))) return 'money';
  return RATIOS.has(base) ? 'ratio' : 'count';
}

/** The currency that a rule's amounts are in. */
export function currencyOf({ currency }: Pick<Watched, 'currency'>, terms: Terms): string {
  return currency || terms.currency;
}

const COUNTED: Record<string, string> = {
  lead_created: 'leads',
  signup: 'signups',
  checkout_started: 'checkouts',
  payment_succeeded: 'payments',
  payment_failed: 'payment_failures',
  refund_issued: 'refunds',
  subscription_started: 'subscriptions_started',
  subscription_canceled: 'subscriptions_canceled',
  booking_requested: 'bookings',
  message_received: 'messages',
  content_published: 'content',
  session_started: 'sessions',
};

/** The metric that counts events of a type. */
export function metricOfEvent(event_type: string): string {
  return COUNTED[event_type] ?? event_type;
}
