/** The names of metrics in the reader's language; those of custom events are the API's. */
import { t } from '@lingui/core/macro';

/** `label` is the API's name: a metric may go by another one on an industry's cards. */
export function metricName(id: string, label = id): string {
  const names: Record<string, string> = {
    Sessions: t`Sessions`,
    Leads: t`Leads`,
    Signups: t`Signups`,
    Payments: t`Payments`,
    Orders: t`Orders`,
    Revenue: t`Revenue`,
    Refunds: t`Refunds`,
    Refunded: t`Refunded`,
    'Net revenue': t`Net revenue`,
    Checkouts: t`Checkouts`,
    Bookings: t`Bookings`,
    'Subscriptions started': t`Subscriptions started`,
    'Subscriptions canceled': t`Subscriptions canceled`,
    'Failed payments': t`Failed payments`,
    Messages: t`Messages`,
    Content: t`Content`,
    Conversion: t`Conversion`,
    Trials: t`Trials`,
    'New clients': t`New clients`,
    'New members': t`New members`,
  };
  return names[label] ?? names[LABELS[id] ?? ''] ?? (label === id ? ownName(id) : label);
}

/** The API's labels of the metrics whose id does not spell them. */
const LABELS: Record<string, string> = {
  ...Object.fromEntries(
    'sessions leads signups payments revenue refunds checkouts bookings messages content conversion'
      .split(' ')
      .map((id) => [id, id.charAt(0).toUpperCase() + id.slice(1)]),
  ),
  refunds_amount: 'Refunded',
  net_revenue: 'Net revenue',
  subscriptions_started: 'Subscriptions started',
  subscriptions_canceled: 'Subscriptions canceled',
  payment_failures: 'Failed payments',
};

/** `custom.saas.trial_started` is "Trial started". */
function ownName(id: string): string {
  const words = (
    id
      .replace(/\.(amount|delta)$/, '')
      .split('.')
      .at(-1) ?? id
  ).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
