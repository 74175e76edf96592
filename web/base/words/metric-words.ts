/** Metrics by name in the reader's language: the core ones by id; custom ones keep the label that the API gives them. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { formatEventType } from './format.ts';

const METRICS: Record<string, MessageDescriptor> = {
  sessions: msg`Sessions`,
  leads: msg`Leads`,
  signups: msg`Signups`,
  payments: msg`Payments`,
  revenue: msg`Revenue`,
  refunds: msg`Refunds`,
  refunds_amount: msg`Refunded`,
  net_revenue: msg`Net revenue`,
  checkouts: msg`Checkouts`,
  bookings: msg`Bookings`,
  subscriptions_started: msg`Subscriptions started`,
  subscriptions_canceled: msg`Subscriptions canceled`,
  payment_failures: msg`Failed payments`,
  messages: msg`Messages`,
  content: msg`Content`,
  'usage.ingest_unit': msg`Events`,
  'usage.alerts_triggered': msg`Alerts`,
  conversion: msg`Conversion`,
  average_order_value: msg`Average order value`,
  new_customers: msg`New customers`,
  returning_customers: msg`Returning customers`,
  active_customers: msg`Active customers`,
  repeat_rate: msg`Repeat rate`,
};

/** What an industry calls a metric on its card. */
const CARDS: Record<string, MessageDescriptor> = {
  payments: msg`Orders`,
  'custom.saas.trial_started': msg`Trials`,
  'custom.services.client_created': msg`New clients`,
  'custom.fitness.member_joined': msg`New members`,
};

interface Named {
  metric: string;
  label?: string;
}

/** A metric's name; `label` is the API's own, for what is not in the core and would be called by its event otherwise. `<metric>.delta` is the change of one. */
export function metricName({ metric, label }: Named): string {
  const known = METRICS[metric];
  if (known) return i18n._(known);
  const base = METRICS[metric.replace(/\.delta$/, '')];
  return base
    ? t`${{ metric: i18n._(base) }}, change`
    : (label ?? formatEventType(metric.replace(/\.(amount|delta)$/, '')));
}

/** A metric's name on a card of the Overview. */
export function cardName(card: Named): string {
  const known = CARDS[card.metric];
  return known ? i18n._(known) : metricName(card);
}
