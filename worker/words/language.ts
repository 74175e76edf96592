/** What each of the nine languages can say about an alert: nouns, names, and the clauses that sentences are joined from. */
import type { Locale } from './locales.ts';

/** Text by plural category; `#` is replaced by the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Something that is counted. */
export interface Noun extends Forms {
  /** One of them without a number, as said after "without". */
  bare: string;
  /** None of them, where the language has its own words for it. */
  none?: string;
}

export type Operator = 'gt' | 'gte' | 'lt' | 'lte';
export type SpanUnit = 'minute' | 'hour' | 'day';

/** What a number is compared with: the same period a week before, that period up to this time, or the days before. */
export type Then = 'week' | 'so_far' | number;

/** Event types that have a noun. `*` is an event of any type. */
export type Counted =
  | 'session_started'
  | 'lead_created'
  | 'signup'
  | 'payment_succeeded'
  | 'payment_failed'
  | 'refund_issued'
  | 'checkout_started'
  | 'booking_requested'
  | 'subscription_started'
  | 'subscription_canceled'
  | 'message_received'
  | 'content_published'
  | '*'
  | 'usage.alerts_triggered';

/** Metrics with a name of their own. */
export type NamedMetric =
  | 'sessions'
  | 'leads'
  | 'signups'
  | 'payments'
  | 'revenue'
  | 'refunds'
  | 'refunds_amount'
  | 'net_revenue'
  | 'checkouts'
  | 'bookings'
  | 'subscriptions_started'
  | 'subscriptions_canceled'
  | 'payment_failures'
  | 'messages'
  | 'content'
  | 'usage.ingest_unit'
  | 'usage.alerts_triggered'
  | 'conversion'
  | 'average_order_value'
  | 'new_customers'
  | 'returning_customers'
  | 'active_customers'
  | 'repeat_rate';

/** One language. Arguments are text that is formatted already, unless they are numbers. */
export interface Language {
  locale: Locale;
  /** What joins and ends clauses. */
  marks: { comma: string; colon: string; semicolon: string; stop: string };
  nouns: Record<Counted, Noun>;
  /** An event of one's own, by its name. */
  ownNoun(name: string): Noun;
  /** Metrics as they are named within a sentence. */
  metrics: Record<NamedMetric, string>;
  /** A custom event's metric: how often, and the sum of its amounts. */
  ownMetric(name: string, isAmount: boolean): string;

  inCurrency(what: string, currency: string): string;
  value(name: string, value: string): string;
  changed(name: string, by: string, direction: number): string;

  /** `weekday`: 0 is Sunday. */
  onDay(day: string, weekday: number): string;
  betweenHours(day: string, from: string, to: string, weekday: number): string;
  inDays(days: number, day: string): string;
  soFar(when: string): string;
  /** What was observed, and when. */
  head(what: string, when: string): string;
  inARow(periods: number, unit: 'hour' | 'day'): string;

  condition(operator: Operator, limit: string): string;
  usual(value: string): string;
  usualRange(low: string, high: string): string;
  expected(value: string): string;

  same(then: Then): string;
  upOrDown(was: string, then: Then, isUp: boolean): string;
  /** `was` is null for nothing at all. */
  after(was: string, then: Then, nothing: 'count' | 'money' | null): string;
  times(n: string, was: string, then: Then, isMoney: boolean): string;
  moreOrLess(by: string, was: string, then: Then, isMore: boolean, isMoney: boolean): string;

  instead(now: string, was: string): string;
  average(now: string, was: string | null): string;
  outOf(now: [part: string, whole: string], was: [part: string, whole: string]): string;
  mostlyInCurrency(currency: string, now: string, was: string): string;
  mostlyFrom(label: string, now: string, was: string): string;
  /** Why a number moved is not to be told from its events. */
  unexplained: string;
  /** One event, `1 payment`, made much of the number by itself. */
  alone: (what: string, amount: string) => string;
  /** The same of a payment that was refunded on its day. */
  refundedSameDay: (what: string, amount: string) => string;

  oneAt(what: string, time: string): string;
  within(what: string, span: number, unit: SpanUnit): string;
  lastAt(time: string): string;
  without(what: string, followUp: string, span: number, unit: SpanUnit): string;

  reminder(day: string): string;
  nothingToDivide(name: string, when: string): string;
  /** More was counted than what it is a share of. */
  overWhole(name: string, when: string): string;
}
