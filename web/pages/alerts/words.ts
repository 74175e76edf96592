/** Words for what alerts are and what becomes of them. */
import { msg, plural, t } from '@lingui/core/macro';
import type { ApiError } from '../../base/api/call.ts';
import type { Alert } from '../../base/api/live.ts';
import { todayIn } from '../../base/time/calendar.ts';
import { addErrorWords, errorText } from '../../base/words/error-words.ts';
import { formatDay, formatEventType, formatMoment, formatTime, zoneOnScreen } from '../../base/words/format.ts';
import { metricName } from '../../base/words/metric-words.ts';
import type { Tone } from '../../parts/data/badge.tsx';
import type { IconName } from '../../parts/data/icon.tsx';
import { type AlertAction, firstOf } from './actions/actions.ts';

addErrorWords({
  'alert.already_acknowledged': msg`Somebody has acknowledged this already.`,
  'alert.already_resolved': msg`This is resolved already.`,
  'alert.already_marked': msg`This is marked as a false positive already.`,
  'alert.snoozed': msg`This alert is snoozed.`,
});

/** The word for a status. */
export const statusName = (status: Alert['status']): string =>
  ({ pending: t`New`, acknowledged: t`Acknowledged`, snoozed: t`Snoozed`, resolved: t`Resolved` })[status];

export const STATUS_ICONS: Record<Alert['status'], IconName | undefined> = {
  pending: undefined,
  acknowledged: 'check',
  snoozed: 'clock',
  resolved: 'check',
};

export const STATUS_TONES: Record<Alert['status'], Tone | undefined> = {
  pending: 'info',
  acknowledged: undefined,
  snoozed: undefined,
  resolved: 'good',
};

/** The API's word for a condition that ended without anybody's help. */
export const CLEARED = 'condition_cleared';

/** A moment, as short as it can be: the time alone if it is today by the clock of the screen. */
export function momentText(at: string, now = Date.now()): string {
  const here = zoneOnScreen();
  const ms = Date.parse(at);
  return todayIn(here, ms) === todayIn(here, now) ? formatTime(ms) : formatMoment(at);
}

/** Heads the alerts of one day. */
export function dayName(day: string, today: string, yesterday: string): string {
  if (day === today) return t`Today`;
  return day === yesterday ? t`Yesterday` : formatDay(day, 'whole');
}

/** What has just been done to so many alerts. */
export function doneText(kind: AlertAction['kind'], count: number): string {
  switch (kind) {
    case 'acknowledge':
      return plural(count, { one: 'Alert acknowledged', other: '# alerts acknowledged' });
    case 'resolve':
      return plural(count, { one: 'Alert resolved', other: '# alerts resolved' });
    case 'snooze':
      return plural(count, { one: 'Alert snoozed', other: '# alerts snoozed' });
    case 'false_positive':
      return plural(count, { one: 'Marked as a false positive', other: '# alerts marked as false positives' });
  }
}

/** Why an action was refused: mostly because another person was faster. */
export function refusalText(error: ApiError): string {
  const first = firstOf(error);
  if (!first || error.code === 'alert.already_marked') return errorText(error);
  const { by } = first;
  const time = momentText(first.at);
  if (error.code === 'alert.already_acknowledged') return t`${{ by }} acknowledged this at ${{ time }}.`;
  if (by === CLEARED) return t`This cleared by itself at ${{ time }}.`;
  return t`${{ by }} resolved this at ${{ time }}.`;
}

/** A metric's name, without suffixes such as its change or its amounts. */
export function nameOf(metric: string): string {
  const base = metric.replace(/\.(delta|amount)$/, '');
  return metricName({ metric: base, label: formatEventType(base) });
}

/** The metric that counts events of a core type. */
const COUNTED: Record<string, string> = {
  session_started: 'sessions',
  lead_created: 'leads',
  signup: 'signups',
  payment_succeeded: 'payments',
  payment_failed: 'payment_failures',
  refund_issued: 'refunds',
  checkout_started: 'checkouts',
  booking_requested: 'bookings',
  subscription_started: 'subscriptions_started',
  subscription_canceled: 'subscriptions_canceled',
  message_received: 'messages',
  content_published: 'content',
};

type Part = NonNullable<Alert['payload']['parts']>[number];

/** What a part counts, by its event type; a currency, or a field of the events and its value, is its own name. */
export function partName({ kind, event_type, label }: Pick<Part, 'kind' | 'event_type' | 'label'>): string {
  if (kind === 'average') return t`Average`;
  const metric = event_type === undefined ? undefined : COUNTED[event_type];
  return metric ? metricName({ metric }) : label.charAt(0).toUpperCase() + label.slice(1);
}
