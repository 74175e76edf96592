/** What the Overview shows, kept in the address: every view can be linked to and comes back with the Back button. */
import { addDays, isDay, presetDays, type Range } from '../../base/time/calendar.ts';

export interface View {
  project?: string;
  /** The day of the cards; undefined is today, and stays today past midnight. */
  date?: string;
  metric?: string;
  range: Range;
  /** Of a custom range. */
  from?: string;
  to?: string;
  compare: boolean;
}

const RANGES: Range[] = ['today', '7', '30', '90', 'custom'];
/** The chart's first metric: every industry's first card, so that it need not wait for the cards. */
export const FIRST_METRIC = 'net_revenue';
const LONGEST_DAYS = 3652;

/** Reads a view; what makes no sense falls back to the default. */
export function readView(query: Record<string, string>): View {
  const dated = isDay(query.from) && isDay(query.to) && query.from <= query.to;
  const asked = RANGES.find((range) => range === query.range) ?? '30';
  return {
    project: query.project,
    date: isDay(query.date) ? query.date : undefined,
    metric: query.metric,
    range: asked === 'custom' && !dated ? '30' : asked,
    from: dated ? query.from : undefined,
    to: dated ? query.to : undefined,
    compare: query.compare === '1',
  };
}

/** The address of a view; defaults are left out. */
export function viewUrl(view: View): string {
  const query = new URLSearchParams();
  if (view.project) query.set('project', view.project);
  if (view.date) query.set('date', view.date);
  if (view.metric) query.set('metric', view.metric);
  if (view.range !== '30') query.set('range', view.range);
  if (view.range === 'custom' && view.from && view.to) {
    query.set('from', view.from);
    query.set('to', view.to);
  }
  if (view.compare) query.set('compare', '1');
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

/** First and last day of the chart. */
export function chartDays(view: View, today: string): { from: string; to: string } {
  if (view.range !== 'custom') return presetDays(view.range, today);
  const to = view.to ?? today;
  const from = view.from ?? addDays(to, -29);
  const floor = addDays(to, 1 - LONGEST_DAYS);
  return from < floor ? { from: floor, to } : { from, to };
}
