/** A metric without numbers: which event brings them, and the command that sends it. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { curlOf } from '../../base/api/curl.ts';
import type { Project } from '../../base/api/types.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';

/** The event that a core metric counts. */
const COUNTED: Record<string, string> = {
  sessions: 'session_started',
  leads: 'lead_created',
  signups: 'signup',
  payments: 'payment_succeeded',
  revenue: 'payment_succeeded',
  net_revenue: 'payment_succeeded',
  refunds: 'refund_issued',
  refunds_amount: 'refund_issued',
  checkouts: 'checkout_started',
  bookings: 'booking_requested',
  subscriptions_started: 'subscription_started',
  subscriptions_canceled: 'subscription_canceled',
  payment_failures: 'payment_failed',
  messages: 'message_received',
  content: 'content_published',
  conversion: 'session_started',
  average_order_value: 'payment_succeeded',
  new_customers: 'payment_succeeded',
  returning_customers: 'payment_succeeded',
  active_customers: 'payment_succeeded',
  repeat_rate: 'payment_succeeded',
};

const WITH_MONEY = new Set(['payment_succeeded', 'refund_issued', 'checkout_started', 'payment_failed']);

/** Says which event is missing. Usage is reported, not counted from events, so it has no command. */
export function Teach({ project, metric }: { project: Project; metric: string }): JSX.Element {
  const [id] = useState(() => `first-${crypto.randomUUID().slice(0, 8)}`);
  const base = metric.replace(/\.delta$/, '');
  const event_type = COUNTED[base] ?? (base.startsWith('custom.') ? base.replace(/\.amount$/, '') : undefined);
  const money = (event_type && WITH_MONEY.has(event_type)) || base.endsWith('.amount');
  const payload = money ? { amount_cents: 4200, currency: project.currency } : undefined;
  return (
    <EmptyState
      title={t`Nothing in these days`}
      command={
        event_type
          ? { label: t`Command that sends an event`, text: curlOf({ event_type, ...(payload && { payload }) }, id) }
          : undefined
      }
    >
      {event_type
        ? t`Choose other days, or send events of type ${{ type: event_type }}: they show here within seconds.`
        : t`Choose other days. Usage shows here once it is reported.`}
    </EmptyState>
  );
}
