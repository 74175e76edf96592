/** What is typed becomes the rule it came from; money to the last minor unit, in every language; errors are at their fields. */
import { i18n } from '@lingui/core';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { LOCALES } from '../../../../worker/words/locales.ts';
import type { Rule, RuleInput, Terms } from '../rule-types.ts';
import { type Draft, draftOf } from './draft.ts';
import { readDraft } from './read-draft.ts';
import { changes } from './save-rule.ts';

const TERMS: Terms = { currency: 'GBP', timezone: 'Europe/London', metrics: new Map() };

afterEach(() => i18n.activate('en'));

const minutes = (most: number, least = 1) => fc.integer({ min: least, max: most });
const event = fc.constantFrom('payment_failed', 'checkout_started', 'custom.shop.visit');
const where = fc.option(
  fc.oneof(
    fc.record({
      field: fc.constantFrom('plan', 'customer.country'),
      operator: fc.constantFrom('eq' as const, 'ne' as const, 'contains' as const),
      value: fc.oneof(fc.constantFrom('pro', '10', 'true', 'ÄÖ "x"'), fc.boolean(), fc.integer()),
    }),
    fc.record({
      field: fc.constant('n'),
      operator: fc.constantFrom('gt' as const, 'lte' as const),
      value: fc.integer(),
    }),
    fc.record({ field: fc.constant('n'), operator: fc.constant('exists' as const), value: fc.boolean() }),
  ),
);
const shared = {
  name: fc.constant('A rule'),
  severity: fc.constantFrom('info' as const, 'warning' as const, 'critical' as const),
  enabled: fc.boolean(),
  cooldown_minutes: minutes(525_600, 0),
};
const money = fc.constantFrom(null, 'JPY', 'KWD', 'USD');

const anyRule: fc.Arbitrary<RuleInput> = fc.oneof(
  fc.record({
    ...shared,
    type: fc.constant('metric_threshold' as const),
    metric: fc.constantFrom('revenue', 'net_revenue', 'custom.shop.visit.amount'),
    currency: money,
    operator: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    threshold: fc.integer({ min: -1e12, max: 1e12 }),
    grain: fc.constantFrom('hour' as const, 'day' as const),
    for_minutes: minutes(44_640, 0),
    window_days: minutes(365),
  }),
  fc.record({
    ...shared,
    type: fc.constant('metric_threshold' as const),
    metric: fc.constantFrom('refunds', 'revenue.delta', 'conversion'),
    threshold: fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000),
  }),
  fc.record({
    ...shared,
    type: fc.constant('anomaly' as const),
    metric: fc.constantFrom('revenue', 'refunds', 'bookings.delta'),
    threshold: fc.integer({ min: 1, max: 100 }).map((n) => n / 10),
    method: fc.constantFrom('auto' as const, 'zscore' as const, 'robust' as const, 'seasonal' as const),
    direction: fc.constant('up' as const),
    percent_of_average: fc.constantFrom(null, 150, 62.5),
    min_observed: fc.constantFrom(null, 3, 250),
    window_days: fc.integer({ min: 5, max: 365 }),
    grain: fc.constantFrom('hour' as const, 'day' as const),
  }),
  fc.record({
    ...shared,
    type: fc.constant('event' as const),
    event_type: event,
    count: minutes(10_000),
    window_minutes: minutes(43_200),
    where,
  }),
  fc.record({
    ...shared,
    type: fc.constant('missing_follow_up' as const),
    event_type: event,
    follow_up: fc.constant('payment_succeeded'),
    within_minutes: minutes(43_200),
    where,
  }),
  fc.record({
    ...shared,
    type: fc.constant('schedule' as const),
    schedule: fc.constantFrom('0 8 * * 1', '30 6 * * 1-5', '*/15 * * * *', '0 0 31 * *', '5 23 * * *'),
    timezone: fc.constantFrom('UTC', 'Asia/Tokyo'),
    metric: fc.constantFrom(null, 'revenue'),
  }),
);

const NONE = Object.fromEntries(
  (
    'schedule timezone metric currency operator threshold method direction percent_of_average min_observed for_minutes ' +
    'window_days grain event_type count window_minutes where follow_up within_minutes'
  )
    .split(' ')
    .map((field) => [field, null]),
);
/** What the API fills in for empty fields. */
const FILLED = {
  metric_threshold: { operator: 'gt', grain: 'day', for_minutes: 0, window_days: 30 },
  anomaly: {},
  event: { window_days: 30 },
  missing_follow_up: {},
  schedule: {},
};

/** The rule as the API keeps it. */
function saved(input: RuleInput): Rule {
  return { ...NONE, ...FILLED[input.type], ...input } as Rule;
}

describe('a form', () => {
  test('that nobody has touched changes nothing of its rule, in any language', () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom(...LOCALES.map(({ id }) => id)), (input, locale) => {
        i18n.loadAndActivate({ locale, messages: {} });
        const rule = saved(input);
        const { rule: read, faults, missing } = readDraft(draftOf(rule, TERMS), TERMS);
        expect({ faults, missing }).toEqual({ faults: {}, missing: [] });
        expect(changes(rule, { ...read, name: rule.name } as RuleInput)).toEqual({});
      }),
      { numRuns: 400 },
    );
  });

  const typing = (patch: Partial<Draft>, type: Draft['type'] = 'metric_threshold') =>
    readDraft({ ...draftOf({ type, metric: 'revenue' }, TERMS), ...patch }, TERMS);

  test.each([
    ['1,234.56', '', 123_456],
    ['1234.5', '', 123_450],
    ['1,234', 'JPY', 1_234],
    ['1.234', 'KWD', 1_234],
    ['0.29', '', 29],
    ['-5', '', -500],
  ])('%s typed as %s is %i minor units', (threshold, currency, minor) => {
    expect(typing({ threshold, currency }).rule.threshold).toBe(minor);
  });

  test.each([
    ['1.5', 'JPY', 'JPY has no decimals.'],
    ['1.2345', 'KWD', 'KWD has at most 3 decimals.'],
    ['0.001', '', 'GBP has at most 2 decimals.'],
    ['99999999999999', '', 'This is too large.'],
    ['lots', '', 'Not a number. Write it like 1,234.5.'],
  ])('%s typed as %s is refused: %s', (threshold, currency, fault) => {
    const { rule, faults } = typing({ threshold, currency });
    expect(faults).toEqual({ threshold: fault });
    expect(rule.threshold).toBeUndefined();
  });

  test('takes shares and changes in percent', () => {
    expect(typing({ metric: 'conversion', threshold: '5.5' }).rule).toMatchObject({ threshold: 0.055 });
    const change = typing({ change: true, threshold: '-20' }).rule;
    expect(change).toMatchObject({ metric: 'revenue.delta', threshold: -20 });
  });

  test('says which field is missing, and which is out of range', () => {
    expect(typing({ threshold: ' ' }).missing).toEqual(['threshold']);
    expect(typing({}, 'event').missing).toEqual(['event_type']);
    expect(
      typing({ event_type: 'signup', where: { field: '', operator: 'eq', value: '', text: false } }, 'event'),
    ).toMatchObject({ missing: ['where.field', 'where.value'] });
    const wrong = typing({ threshold: '1', window_days: '0', cooldown_minutes: { amount: '366', unit: 'day' } });
    expect(Object.keys(wrong.faults).sort()).toEqual(['cooldown_minutes', 'window_days']);
    expect(typing({ deviations: '0' }, 'anomaly').faults).toEqual({ threshold: 'Must be above 0.' });
    expect(typing({ window_days: '4' }, 'anomaly').faults).toEqual({
      window_days: 'At least 5 days, to compare with.',
    });
    expect(typing({ event_type: 'signup', follow_up: 'signup' }, 'missing_follow_up').faults).toEqual({
      follow_up: 'Must be another event than the first.',
    });
  });

  test('knows numbers and truth values from text, unless it is told otherwise', () => {
    const value = (text: string, asText = false) =>
      typing({ event_type: 'signup', where: { field: 'f', operator: 'eq', value: text, text: asText } }, 'event').rule
        .where?.value;
    expect([value('10'), value('10', true), value('true'), value('true', true), value('pro')]).toEqual([
      ...[10, '10', true, 'true', 'pro'],
    ]);
  });
});
