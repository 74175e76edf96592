/** What the page shows, kept in the address. Other pages link to `?kind=failed` and `?view=abandoned`. */
import { addressOf, type Period, periodQuery, readPeriod } from '../../base/time/period.ts';
import type { Amounts } from '../../events/amount-filter.tsx';
import { DEFAULT_WITHIN, WITHINS } from '../../events/follow-up-time.ts';

/** Tabs: kinds of transactions, and checkouts that no payment followed. */
export type Tab = 'all' | 'payments' | 'refunds' | 'failed' | 'abandoned';

export interface View extends Amounts {
  project: string | undefined;
  tab: Tab;
  /** Undefined is any time; abandoned checkouts have always a period. */
  period: Period | undefined;
  /** Minutes after which a checkout counts as abandoned. */
  within: number;
  /** The event whose details are open. */
  event: string | undefined;
}

/** The event types behind each tab, as the API takes them. */
export const TYPES: Record<Exclude<Tab, 'abandoned'>, string> = {
  all: 'payment_succeeded,refund_issued,payment_failed',
  payments: 'payment_succeeded',
  refunds: 'refund_issued',
  failed: 'payment_failed',
};

/** Reads a view; what makes no sense falls back to the default. */
export function readView(query: Record<string, string | undefined>): View {
  const abandoned = query.view === 'abandoned';
  const kind = (['payments', 'refunds', 'failed'] as const).find((each) => each === query.kind);
  const amount = (text: string | undefined) => (/^\d{1,13}$/.test(text ?? '') ? Number(text) : undefined);
  return {
    project: query.project,
    tab: abandoned ? 'abandoned' : (kind ?? 'all'),
    period: readPeriod(query) ?? (abandoned ? '7' : undefined),
    currency: /^[A-Z]{3}$/.test(query.currency ?? '') ? query.currency : undefined,
    min: amount(query.min_amount),
    max: amount(query.max_amount),
    within: WITHINS.find((minutes) => String(minutes) === query.within) ?? DEFAULT_WITHIN,
    event: query.event,
  };
}

/** The address of a view; defaults, and what a tab does not know, are left out. */
export function viewUrl({ project, tab, period, currency, min, max, within, event }: View): string {
  const abandoned = tab === 'abandoned';
  return addressOf('/transactions', {
    project,
    view: abandoned ? 'abandoned' : undefined,
    kind: abandoned || tab === 'all' ? undefined : tab,
    ...(abandoned && period === '7' ? {} : periodQuery(period)),
    ...(abandoned
      ? { within: within === DEFAULT_WITHIN ? undefined : String(within) }
      : { currency, min_amount: min?.toString(), max_amount: max?.toString() }),
    event,
  });
}
