/** The address of a view, and the buckets that a range allows. */
import { describe, expect, test } from 'vitest';
import { addDays, grainFor } from '../../base/time/calendar.ts';
import { grainOf, grainsFor, readView, type View, viewUrl } from './view.ts';

const queryOf = (url: string) => Object.fromEntries(new URL(url, 'http://localhost').searchParams);
const span = (days: number) => ({ from: addDays('2026-11-21', 1 - days), to: '2026-11-21' });

describe('the view of a metric', () => {
  test.each<View>([
    { project: undefined, metric: undefined, period: '30', grain: undefined, compare: true, currency: undefined },
    {
      project: 'prj_1',
      metric: 'custom.saas.x.amount',
      period: '365',
      grain: 'month',
      compare: false,
      currency: 'EUR',
    },
    {
      ...{ project: undefined, metric: 'revenue', grain: 'hour', compare: true, currency: undefined },
      period: { from: '2026-01-01', to: '2026-01-02' },
    },
  ])('goes into the address and comes back', (view) => {
    expect(readView(queryOf(viewUrl(view)))).toEqual(view);
  });

  test('the default view has a bare address, and nonsense is the default', () => {
    expect(viewUrl(readView({}))).toBe('/metrics');
    expect(viewUrl(readView({ grain: 'year', range: '31', currency: 'gbp', from: 'x', to: 'y' }))).toBe('/metrics');
  });

  test('every range has a bucket, the suiting one among them', () => {
    for (let days = 1; days <= 3652; days++) {
      expect(grainsFor(span(days))).toContain(grainFor(span(days).from, span(days).to));
    }
  });

  test('a bucket that the range does not allow gives way', () => {
    expect(grainOf({ grain: 'hour' }, span(365))).toBe('week');
    expect(grainOf({ grain: 'month' }, span(365))).toBe('month');
    expect(grainOf({ grain: undefined }, span(1))).toBe('hour');
  });
});
