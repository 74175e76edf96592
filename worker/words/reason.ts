/** What an alert's sentence is made of: the numbers of its payload, and the reason that names what they are about. */

/** What a number counts. Money is in minor units, a ratio is a share from 0 on. */
export type Unit = 'count' | 'money' | 'ratio' | 'percent';

/** What a number is made of, now and a week before. Parts of alerts from before October 2026 have a label only. */
export interface Part {
  /** In English, or a currency, or a field of the events and its value. */
  label: string;
  now: number;
  before: number;
  unit: 'count' | 'money' | 'ratio';
  /** Events, their average, their sum; one currency; one value of a field of the events; one event alone, `now` its amount. */
  kind?: 'count' | 'average' | 'sum' | 'currency' | 'value' | 'event';
  /** Of `count`, `sum` and `event`. */
  event_type?: string;
  /** Of one payment: it was refunded on the same day. */
  refunded?: boolean;
}

/** A metric over one complete or running period of the project's calendar. */
export interface PeriodReason {
  kind: 'period';
  /** `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM` by the project's clock; of hours only. */
  hours?: { from: string; to: string };
  /** The period is still running. */
  so_far?: boolean;
  /** How many periods the condition held for, where the rule needs more than one. */
  in_a_row?: number;
  /** What a count counts. */
  event_type?: string;
  /** Of thresholds. */
  operator?: 'gt' | 'gte' | 'lt' | 'lte';
  /** The same hour or day a week before. */
  before: number | null;
}

/** Events that occurred within a window. */
export interface EventsReason {
  kind: 'events';
  event_type: string;
  within_minutes: number;
  /** The last of them, `HH:MM` by the project's clock. */
  last_at: string | null;
}

/** Events that no other one followed in time. */
export interface MissingReason {
  kind: 'missing';
  event_type: string;
  follow_up: string;
  within_minutes: number;
}

/** A schedule ran, or a report tells of a metric. */
export interface ReportReason {
  kind: 'report';
  /** The day of the run, `YYYY-MM-DD`; of a report the last of its days. */
  day: string;
  /** The last of the days that it covers. */
  until: string;
  days: number;
  event_type?: string;
  /** Of money: the alert of a schedule itself is of no currency. */
  currency?: string;
  /** Of reports: the value is compared with the same days of the week before, and the sentence says what moved it, or that it cannot. */
  week?: true;
  /** More was counted than what the ratio is a share of. */
  over_whole?: true;
}

export type Reason = PeriodReason | EventsReason | MissingReason | ReportReason;

/** Everything that a sentence contains. */
export interface Told {
  metric: string | null;
  unit: Unit | null;
  observed: number | null;
  expected: number | null;
  threshold: number | null;
  low?: number;
  high?: number;
  parts?: Part[];
  reason?: Reason;
}
