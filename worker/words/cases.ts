/** Payloads of every kind of alert, for the tests of sentences. */
import type { Told } from './reason.ts';

const DAY = '2026-11-20';
const NOTHING: Told = { metric: null, unit: null, observed: null, expected: null, threshold: null };
const bookings = { metric: 'bookings', unit: 'count', threshold: 5 } as const;
const reason = { kind: 'period', day: DAY, before: null } as const;
const counted = { ...reason, event_type: 'booking_requested', operator: 'lt' } as const;
const revenue = { metric: 'revenue', unit: 'money', observed: 124_000, threshold: 300_000 } as const;

/** What is told, and the currency of the alert. */
export const CASES: Record<string, [told: Partial<Told>, currency?: string]> = {
  'fewer than a week before': [{ ...bookings, observed: 3, reason: { ...counted, before: 8 } }],
  'after none': [{ ...bookings, observed: 1, reason: { ...counted, before: 0 } }],
  'none as before': [{ ...bookings, observed: 0, reason: { ...counted, before: 0 } }],
  'hours in a row': [
    { ...bookings, observed: 4, reason: { ...counted, hours: { from: '14:00', to: '15:00' }, in_a_row: 3, before: 7 } },
  ],
  'days in a row': [{ ...bookings, observed: 4, reason: { ...counted, operator: 'lte', in_a_row: 12, before: 7 } }],
  'payments and their average': [
    {
      ...revenue,
      parts: [
        { kind: 'count', label: 'payments', event_type: 'payment_succeeded', now: 31, before: 52, unit: 'count' },
        { kind: 'average', label: 'average', now: 4_000, before: 3_846.15, unit: 'money' },
        { kind: 'value', label: 'plan pro', now: 9_000, before: 80_000, unit: 'money' },
      ],
      reason: { ...reason, operator: 'lt', before: 200_000 },
    },
    'GBP',
  ],
  'one average': [
    {
      ...revenue,
      parts: [
        { kind: 'count', label: 'payments', event_type: 'payment_succeeded', now: 31, before: 52, unit: 'count' },
        { kind: 'average', label: 'average', now: 4_000, before: 4_000, unit: 'money' },
      ],
      reason: { ...reason, operator: 'lte', before: 208_000 },
    },
    'KWD',
  ],
  'two sums': [
    {
      metric: 'net_revenue',
      unit: 'money',
      observed: -4_000,
      threshold: 0,
      parts: [
        { kind: 'sum', label: 'payments', event_type: 'payment_succeeded', now: 5_000, before: 20_000, unit: 'money' },
        { kind: 'sum', label: 'refunds', event_type: 'refund_issued', now: 9_000, before: 0, unit: 'money' },
      ],
      reason: { ...reason, operator: 'lt', before: 20_000 },
    },
    'USD',
  ],
  'a ratio': [
    {
      ...{ metric: 'conversion', unit: 'ratio', observed: 0.01, threshold: 0.02 },
      parts: [
        { kind: 'count', label: 'payments', event_type: 'payment_succeeded', now: 6, before: 21, unit: 'count' },
        { kind: 'count', label: 'sessions', event_type: 'session_started', now: 600, before: 700, unit: 'count' },
      ],
      reason: { ...reason, operator: 'lt', before: 0.03 },
    },
  ],
  'one currency of many': [
    {
      ...{ metric: 'payments', unit: 'count', observed: 30, threshold: 5 },
      parts: [{ kind: 'currency', label: 'EUR', now: 21, before: 4, unit: 'count' }],
      reason: { ...reason, event_type: 'payment_succeeded', operator: 'gte', before: 10 },
    },
  ],
  'so far': [
    {
      ...{ metric: 'payments', unit: 'count', observed: 120, threshold: 100 },
      parts: [{ kind: 'value', label: 'plan pro', now: 70, before: 30, unit: 'count' }],
      reason: { ...reason, so_far: true, event_type: 'payment_succeeded', operator: 'gt', before: 80 },
    },
    'EUR',
  ],
  'refunds of money, after nothing': [
    {
      ...{ metric: 'refunds_amount', unit: 'money', observed: 600_000, threshold: 500_000 },
      reason: { ...reason, so_far: true, operator: 'gt', before: 0 },
    },
    'JPY',
  ],
  'a fall': [
    {
      metric: 'revenue.delta',
      unit: 'percent',
      observed: -42.31,
      threshold: -30,
      reason: { ...reason, operator: 'lt' },
    },
  ],
  'a rise': [
    { metric: 'bookings.delta', unit: 'percent', observed: 310, threshold: 250, reason: { ...reason, operator: 'gt' } },
  ],
  'no change': [
    {
      metric: 'custom.saas.trial_started.delta',
      unit: 'percent',
      observed: 0,
      threshold: 5,
      reason: { ...reason, operator: 'lte' },
    },
  ],
  'an unusual count': [
    {
      ...{ metric: 'refunds', unit: 'count', observed: 48, expected: 6.1, threshold: 2.5, low: 3, high: 9.2 },
      reason: { ...reason, event_type: 'refund_issued', before: 4 },
    },
  ],
  'the one usual value': [
    {
      ...{ metric: 'leads', unit: 'count', observed: 9, expected: 5, threshold: 2.5, low: 5, high: 5 },
      reason: { ...reason, event_type: 'lead_created', before: 5 },
    },
  ],
  'a share of the average': [
    {
      ...{ metric: 'custom.saas.exports.amount', unit: 'money', observed: 9_900, expected: 4_400, threshold: 1 },
      ...{ low: 0, high: 15_000, reason: { ...reason, before: 9_900 } },
    },
    'EUR',
  ],
  'events of one’s own': [
    {
      ...{ metric: 'custom.platform.build_failed', unit: 'count', observed: 7, threshold: 5 },
      reason: { ...reason, event_type: 'custom.platform.build_failed', operator: 'gt', before: 3 },
    },
  ],
  'one event': [
    {
      ...{ unit: 'count', observed: 1, threshold: 1 },
      reason: { kind: 'events', event_type: 'payment_failed', within_minutes: 60, last_at: '14:03' },
    },
  ],
  events: [
    {
      ...{ unit: 'count', observed: 13, threshold: 3 },
      reason: { kind: 'events', event_type: 'custom.platform.build_failed', within_minutes: 45, last_at: '09:30' },
    },
  ],
  'events that nothing followed': [
    {
      ...{ unit: 'count', observed: 3, expected: 0 },
      reason: {
        kind: 'missing',
        event_type: 'checkout_started',
        follow_up: 'payment_succeeded',
        within_minutes: 4_320,
      },
    },
  ],
  'a day': [
    {
      ...{ metric: 'revenue', unit: 'money', observed: 3_000, expected: 3_000 },
      reason: { kind: 'report', day: '2026-11-21', until: DAY, days: 1, currency: 'GBP' },
    },
  ],
  'a week': [
    {
      ...{ metric: 'bookings', unit: 'count', observed: 340, expected: 301 },
      reason: { kind: 'report', day: '2026-11-21', until: DAY, days: 7, event_type: 'booking_requested' },
    },
  ],
  'nothing to divide by': [
    { metric: 'conversion', unit: 'ratio', reason: { kind: 'report', day: '2026-11-21', until: DAY, days: 30 } },
  ],
  'a report of a day that nothing explains': [
    {
      ...{ metric: 'bookings', unit: 'count', observed: 3, expected: 8 },
      reason: { kind: 'report', day: DAY, until: DAY, days: 1, event_type: 'booking_requested', week: true },
    },
  ],
  'a report of a week with its parts': [
    {
      ...{ metric: 'revenue', unit: 'money', observed: 124_000, expected: 200_000 },
      parts: [
        { kind: 'count', label: 'payments', event_type: 'payment_succeeded', now: 31, before: 52, unit: 'count' },
        { kind: 'average', label: 'average', now: 4_000, before: 3_846.15, unit: 'money' },
      ],
      reason: { kind: 'report', day: DAY, until: DAY, days: 7, currency: 'GBP', week: true },
    },
  ],
  'a day with a payment that was refunded': [
    {
      ...{ metric: 'net_revenue', unit: 'money', observed: 16_000, expected: 5_700 },
      parts: [
        { kind: 'sum', label: 'payments', event_type: 'payment_succeeded', now: 100_000, before: 5_700, unit: 'money' },
        { kind: 'sum', label: 'refunds', event_type: 'refund_issued', now: 84_000, before: 0, unit: 'money' },
        {
          kind: 'event',
          label: 'payment_succeeded',
          event_type: 'payment_succeeded',
          refunded: true,
          now: 84_000,
          before: 0,
          unit: 'money',
        },
        { kind: 'event', label: 'refund_issued', event_type: 'refund_issued', now: 31_000, before: 0, unit: 'money' },
      ],
      reason: { kind: 'report', day: DAY, until: DAY, days: 1, currency: 'GBP', week: true },
    },
  ],
  'a share of more than there was': [
    {
      ...{ metric: 'conversion', unit: 'ratio' },
      reason: { kind: 'report', day: DAY, until: DAY, days: 1, week: true, over_whole: true },
    },
  ],
  'a reminder': [{ reason: { kind: 'report', day: '2026-11-21', until: DAY, days: 1 } }],
};

/** The whole payload of a case. */
export function toldOf(name: string): [told: Told, currency: string | undefined] {
  const [told, currency] = CASES[name]!;
  return [{ ...NOTHING, ...told }, currency];
}
