/** What the page shows, kept in the address. Other pages link to `?view=unanswered`. */
import { addressOf, type Period, periodQuery, readPeriod } from '../../base/time/period.ts';
import { DEFAULT_WITHIN, WITHINS } from '../../events/follow-up-time.ts';

export type Tab = 'all' | 'leads' | 'signups' | 'unanswered';

export interface View {
  project: string | undefined;
  tab: Tab;
  /** Undefined is any time; leads to follow up have always a period. */
  period: Period | undefined;
  /** The event that counts as following up; undefined is what suits the industry. */
  follow_up: string | undefined;
  /** Minutes within which it should have come. */
  within: number;
  /** The event whose details are open. */
  event: string | undefined;
}

/** The event types behind each tab, as the API takes them. */
export const TYPES: Record<Exclude<Tab, 'unanswered'>, string> = {
  all: 'lead_created,signup',
  leads: 'lead_created',
  signups: 'signup',
};

/** What may follow a lead. */
export const FOLLOW_UPS = [
  'payment_succeeded',
  'booking_requested',
  'checkout_started',
  'signup',
  'subscription_started',
  'message_received',
];

/** Reads a view; what makes no sense falls back to the default. */
export function readView(query: Record<string, string | undefined>): View {
  const unanswered = query.view === 'unanswered';
  const kind = (['leads', 'signups'] as const).find((each) => each === query.kind);
  return {
    project: query.project,
    tab: unanswered ? 'unanswered' : (kind ?? 'all'),
    period: readPeriod(query) ?? (unanswered ? '7' : undefined),
    follow_up: unanswered ? FOLLOW_UPS.find((type) => type === query.follow_up) : undefined,
    within: (unanswered && WITHINS.find((minutes) => String(minutes) === query.within)) || DEFAULT_WITHIN,
    event: query.event,
  };
}

/** The address of a view; defaults, and what a tab does not know, are left out. */
export function viewUrl({ project, tab, period, follow_up, within, event }: View): string {
  const unanswered = tab === 'unanswered';
  return addressOf('/leads', {
    project,
    view: unanswered ? 'unanswered' : undefined,
    kind: unanswered || tab === 'all' ? undefined : tab,
    ...(unanswered && period === '7' ? {} : periodQuery(period)),
    ...(unanswered && { follow_up, within: within === DEFAULT_WITHIN ? undefined : String(within) }),
    event,
  });
}
