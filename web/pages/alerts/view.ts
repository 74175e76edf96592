/** Which alerts the page lists and which one is open, kept in the address. Pure. */
import type { Alert } from '../../base/api/live.ts';
import { todayIn } from '../../base/time/calendar.ts';
import { addressOf, daysOf, type Period, periodQuery, readPeriod } from '../../base/time/period.ts';
import { LEVELS, type Level } from '../../parts/data/severity.tsx';

export const TABS = ['open', 'snoozed', 'resolved', 'all'] as const;
export type Tab = (typeof TABS)[number];

export interface View {
  tab: Tab;
  severity: Level | undefined;
  rule: string | undefined;
  /** Undefined is any time. */
  period: Period | undefined;
  /** The alert whose details are open. */
  alert: string | undefined;
  project: string | undefined;
}

const STATUSES: Record<Tab, Alert['status'][]> = {
  open: ['pending', 'acknowledged'],
  snoozed: ['snoozed'],
  resolved: ['resolved'],
  all: [],
};

/** Reads a view; what makes no sense falls back to the default. */
export function readView(query: Record<string, string>): View {
  return {
    tab: TABS.find((tab) => tab === query.status) ?? 'open',
    severity: LEVELS.find((level) => level === query.severity),
    rule: query.rule || undefined,
    period: readPeriod(query),
    alert: query.alert || undefined,
    project: query.project || undefined,
  };
}

/** The address of a view; defaults are left out. */
export function viewUrl({ tab, severity, rule, period, alert, project }: View): string {
  const status = tab === 'open' ? undefined : tab;
  return addressOf('/alerts', { project, status, severity, rule, ...periodQuery(period), alert });
}

/** Whether anything but the tab narrows the list. */
export const isNarrowed = ({ severity, rule, period }: View): boolean => Boolean(severity ?? rule ?? period);

/** A view that nothing but its tab narrows. */
export const WIDE = { severity: undefined, rule: undefined, period: undefined };

/** The query of the API. */
export function queryOf({ tab, severity, rule, period }: View, today: string) {
  const status = STATUSES[tab].join(',');
  return { ...(status ? { status } : {}), severity, rule_id: rule, ...(period && daysOf(period, today)) };
}

/** Whether an alert belongs into the list, as the API would decide. */
export function matches(alert: Alert, view: View, { timezone, today }: { timezone: string; today: string }): boolean {
  const statuses = STATUSES[view.tab];
  const days = view.period && daysOf(view.period, today);
  const day = todayIn(timezone, Date.parse(alert.created_at));
  return (
    (statuses.length === 0 || statuses.includes(alert.status)) &&
    (view.severity === undefined || alert.severity === view.severity) &&
    (view.rule === undefined || alert.rule_id === view.rule) &&
    (days === undefined || (days.from <= day && day <= days.to))
  );
}
