/** Which alerts the page lists and which one is open, kept in the address. Pure. */
import { addDays, isDay, todayIn } from '../../calendar.ts';
import type { Alert } from '../../live.ts';
import { LEVELS, type Level } from '../../parts/severity.tsx';

export const TABS = ['open', 'snoozed', 'resolved', 'all'] as const;
export type Tab = (typeof TABS)[number];
export const SPANS = ['any', 'today', '7', '30', 'days'] as const;
export type Span = (typeof SPANS)[number];

export interface View {
  tab: Tab;
  severity: Level | undefined;
  rule: string | undefined;
  span: Span;
  /** Of the span `days`. */
  from: string | undefined;
  to: string | undefined;
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
  const dated = isDay(query.from) && isDay(query.to) && query.from <= query.to;
  const span = SPANS.find((each) => each === query.span) ?? 'any';
  return {
    tab: TABS.find((tab) => tab === query.status) ?? 'open',
    severity: LEVELS.find((level) => level === query.severity),
    rule: query.rule || undefined,
    span: span === 'days' && !dated ? 'any' : span,
    from: dated ? query.from : undefined,
    to: dated ? query.to : undefined,
    alert: query.alert || undefined,
    project: query.project || undefined,
  };
}

/** The address of a view; defaults are left out. */
export function viewUrl({ tab, severity, rule, span, from, to, alert, project }: View): string {
  const named = {
    project,
    status: tab === 'open' ? undefined : tab,
    severity,
    rule,
    span: span === 'any' ? undefined : span,
    ...(span === 'days' ? { from, to } : {}),
    alert,
  };
  const given = Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? '/alerts' : `/alerts?${new URLSearchParams(given)}`;
}

/** Whether anything but the tab narrows the list. */
export const isNarrowed = ({ severity, rule, span }: View): boolean =>
  severity !== undefined || rule !== undefined || span !== 'any';

/** First and last day of the view, if it has any. */
export function daysOf({ span, from, to }: View, today: string): { from: string; to: string } | undefined {
  if (span === 'any') return undefined;
  if (span === 'days') return { from: from ?? today, to: to ?? today };
  return { from: span === 'today' ? today : addDays(today, 1 - Number(span)), to: today };
}

/** What the API is asked. */
export function queryOf(view: View, today: string) {
  const status = STATUSES[view.tab].join(',');
  const { severity, rule } = view;
  return { ...(status ? { status } : {}), severity, rule_id: rule, ...daysOf(view, today) };
}

/** Whether an alert belongs into the list, as the API would decide. */
export function matches(alert: Alert, view: View, { timezone, today }: { timezone: string; today: string }): boolean {
  const statuses = STATUSES[view.tab];
  const days = daysOf(view, today);
  const day = todayIn(timezone, Date.parse(alert.created_at));
  return (
    (statuses.length === 0 || statuses.includes(alert.status)) &&
    (view.severity === undefined || alert.severity === view.severity) &&
    (view.rule === undefined || alert.rule_id === view.rule) &&
    (days === undefined || (days.from <= day && day <= days.to))
  );
}
