/** Sums by currency. */
import { describe, expect, test } from 'vitest';
import type { Kpis } from '../../base/api/types.ts';
import { sumsOf } from './sums.ts';

const COMPARED = { delta_pct: null, previous_by_now: null, delta_by_now_pct: null, compared: null };

const kpis = (currency: string, value: number | null, previous: number | null): Kpis => ({
  ...{ date: '2026-11-21', timezone: 'UTC', industry: 'ecommerce', currency, has_events: true },
  cards: [
    { metric: 'net_revenue', label: 'Net revenue', unit: 'money', value, previous, ...COMPARED, sparkline: [] },
    { metric: 'payments', label: 'Orders', unit: 'count', value: 9, previous: 9, ...COMPARED, sparkline: [] },
  ],
});

describe('sums of a portfolio', () => {
  test('add up within a currency and never across', () => {
    expect(sumsOf([kpis('GBP', 100, 50), kpis('EUR', 7, 3), kpis('GBP', 20, 0)])).toEqual([
      { currency: 'GBP', value: 120, previous: 50, projects: 2 },
      { currency: 'EUR', value: 7, previous: 3, projects: 1 },
    ]);
  });

  test('what is not known counts as nothing, and none is none', () => {
    expect(sumsOf([kpis('GBP', null, null)])).toEqual([{ currency: 'GBP', value: 0, previous: 0, projects: 1 }]);
    expect(sumsOf([])).toEqual([]);
  });
});
