/** Rules in one sentence, schedules in words, and alerts at their place in the chart. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../worker/flow/rules/templates.ts';
import { Industry } from '../../../worker/tenants/orgs/schema.ts';
import type { Drawn } from './editor/preview-data.ts';
import { indexOfAlert } from './editor/preview-data.ts';
import { ruleSentence, suggestedName } from './rule-sentence.ts';
import type { RuleTemplate, Terms, Watched } from './rule-types.ts';
import { cronOf, planOf } from './schedule.ts';
import { templateWords } from './template-words.ts';

const TERMS: Terms = { currency: 'GBP', timezone: 'Europe/London', metrics: new Map() };

describe('a rule in one sentence', () => {
  test.each<[Watched, string, string]>([
    [
      { type: 'anomaly', metric: 'revenue', threshold: 2.5, direction: 'down', grain: 'day' },
      'Revenue, by day, more than 2.5 deviations below usual',
      'Revenue: unusually low',
    ],
    [
      {
        type: 'metric_threshold',
        metric: 'revenue',
        operator: 'gt',
        threshold: 123_456,
        grain: 'hour',
        for_minutes: 120,
      },
      'Revenue, by hour, above £1,234.56 for 2 hours',
      'Revenue: above £1,234.56',
    ],
    [
      { type: 'metric_threshold', metric: 'revenue.delta', operator: 'lte', threshold: -20 },
      'Change of Revenue, by day, at most -20.0%',
      'Change of Revenue: at most -20.0%',
    ],
    [{ type: 'event', event_type: 'payment_failed' }, 'Every “Payment failed”', 'Payment failed'],
    [
      {
        type: 'event',
        event_type: 'custom.shop.visit',
        count: 5,
        window_minutes: 90,
        where: { field: 'plan', operator: 'eq', value: 'pro' },
      },
      '5 × “Visit” within 90 minutes where plan is pro',
      '5 × “Visit” within 90 minutes',
    ],
    [
      {
        type: 'missing_follow_up',
        event_type: 'checkout_started',
        follow_up: 'payment_succeeded',
        within_minutes: 1440,
      },
      '“Checkout started” without “Payment succeeded” within 1 day',
      '“Checkout started” without “Payment succeeded” within 1 day',
    ],
    [
      { type: 'schedule', schedule: '0 8 * * mon', timezone: 'UTC' },
      'Every Monday at 8:00 AM (UTC)',
      'Every Monday at 8:00 AM',
    ],
  ])('%j', (rule, sentence, name) => {
    expect(ruleSentence(rule, TERMS).replace(/\u202f/g, ' ')).toBe(sentence);
    expect(suggestedName(rule, TERMS).replace(/\u202f/g, ' ')).toBe(name);
  });
});

describe('a schedule', () => {
  test('in words is the expression it came from', () => {
    const plan = fc.record({
      every: fc.constantFrom('day' as const, 'workday' as const, 'week' as const, 'month' as const),
      time: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
      weekday: fc.integer({ min: 0, max: 6 }),
      day: fc.integer({ min: 1, max: 31 }),
    });
    fc.assert(
      fc.property(plan, (fields) => {
        const cron = cronOf({ ...fields, cron: '' });
        const back = planOf(cron);
        expect(back.every).toBe(fields.every);
        expect(cronOf(back)).toBe(cron);
      }),
    );
  });

  test.each(['*/5 * * * *', '0 8 * * 1,3', '0 8 1 1 *', '0 8 * * 8', '61 8 * * *', 'never', '0 8 1 * 1'])(
    '%s has no words, and stays what it is',
    (cron) => expect(planOf(cron)).toMatchObject({ every: 'cron', cron }),
  );
});

describe('the place of an alert', () => {
  const days = ['2026-11-19', '2026-11-20', '2026-11-21'].map((at) => ({ at, value: 1 }));
  const drawn = { points: days, grain: 'day', timezone: 'America/New_York', alerts: [] } as unknown as Drawn;

  test.each([
    ['2026-11-20', 1],
    ['2026-11-20T17:00:00-05:00', 1],
    ['2026-11-21T02:30:00Z', 1],
    ['2026-11-21T05:00:00Z', 2],
    ['2026-11-01', -1],
  ])('%s is at %i', (at, place) => expect(indexOfAlert({ at }, drawn)).toBe(place));
});

test.each(Industry.options)('the catalogue of %s reads on the page as the API describes it', (industry) => {
  const templates = catalogueOf({ industry, timezone: 'UTC' });
  expect(templates.length).toBeGreaterThan(0);
  for (const template of templates) {
    const { name, description } = { name: template.rule.name, description: template.description };
    expect(templateWords({ ...template, description: '?' } as RuleTemplate)).toEqual({ name, text: description });
  }
});
