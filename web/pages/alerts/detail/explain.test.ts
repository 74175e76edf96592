/** Why an alert was raised, said from its numbers. */
import { describe, expect, test, vi } from 'vitest';
import type { Alert } from '../../../base/api/live.ts';

vi.stubGlobal('navigator', { languages: ['en-GB'] });
const { explain } = await import('./explain.ts');

type Payload = Alert['payload'];
const NONE: Payload = {
  ...{ metric: null, unit: null, observed: null, expected: null, threshold: null },
  window: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
  explanation: 'The API’s own.',
};
const of = (payload: Partial<Payload>, currency: string | null = 'GBP') =>
  explain({ payload: { ...NONE, ...payload }, currency }, 'EUR');
const revenue = { metric: 'revenue', unit: 'money', observed: 124_000 } as const;

describe('the sentence of an alert', () => {
  test.each<[string, Partial<Payload>, string]>([
    ['above', { ...revenue, threshold: 100_000 }, 'Revenue: £1,240.00, above the threshold of £1,000.00.'],
    ['below', { ...revenue, threshold: 200_000 }, 'Revenue: £1,240.00, below the threshold of £2,000.00.'],
    ['at', { ...revenue, threshold: 124_000 }, 'Revenue: £1,240.00, exactly at the threshold.'],
    [
      'with the week before',
      { ...revenue, threshold: 200_000, change_pct: -38 },
      'Revenue: £1,240.00, below the threshold of £2,000.00. That is 38% less than a week before.',
    ],
    [
      'unusual',
      { metric: 'bookings', unit: 'count', observed: 3, threshold: 2.5, low: 8, high: 14, score: -3, change_pct: 0 },
      'Bookings: 3, where 8 to 14 is usual. That is the same as a week before.',
    ],
    [
      'unusual by its share of the mean only',
      { metric: 'refunds', unit: 'count', observed: 9, threshold: 2.5, low: 0, high: 10 },
      'Refunds: 9.',
    ],
    ['a report', { ...revenue, change_pct: 12.5 }, 'Revenue: £1,240.00. That is 12.5% more than in the period before.'],
    [
      'a change',
      { metric: 'revenue.delta', unit: 'percent', observed: -40, threshold: -30, change_pct: -40 },
      'Revenue fell by 40%. The threshold is -30.0%.',
    ],
    [
      'a share',
      { metric: 'conversion', unit: 'ratio', observed: 0.021, threshold: 0.03 },
      'Conversion: 2.1%, below the threshold of 3.0%.',
    ],
    ['one event', { observed: 1, event_ids: ['evt_1'] }, '1 event matched the rule.'],
    ['events', { observed: 12, event_ids: ['evt_1'] }, '12 events matched the rule.'],
    [
      'a custom metric',
      { metric: 'custom.saas.trial_started', unit: 'count', observed: 2, threshold: 5 },
      'Trial started: 2, below the threshold of 5.',
    ],
    ['nothing to tell', {}, 'The API’s own.'],
    ['nothing observed', { ...revenue, observed: null }, 'The API’s own.'],
  ])('%s', (_, payload, sentence) => {
    expect(of(payload)).toBe(sentence);
  });

  test('money that names no currency is the project’s', () => {
    expect(of({ ...revenue, threshold: 100_000 }, null)).toBe('Revenue: €1,240.00, above the threshold of €1,000.00.');
  });
});
