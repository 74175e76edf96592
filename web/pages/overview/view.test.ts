/** The address of a view, and the series as the chart draws it. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MetricSeries, Project } from '../../base/api/types.ts';
import { chartData } from '../../parts/chart/chart-data.ts';
import { chartDays, readView, viewUrl } from './view.ts';

afterEach(() => void vi.useRealTimers());

describe('the view in the address', () => {
  test('a view survives its own address, and defaults leave no trace', () => {
    expect(viewUrl(readView({}))).toBe('/');
    const address = '/?date=2026-11-20&metric=payments&range=custom&from=2026-01-01&to=2026-02-01&compare=1';
    expect(viewUrl(readView(Object.fromEntries(new URL(address, 'http://x').searchParams)))).toBe(address);
  });

  test('what makes no sense falls back', () => {
    expect(readView({ range: 'custom', from: '2026-02-01', to: '2026-01-01' }).range).toBe('30');
    expect(readView({ range: 'year', date: '2026-02-30' })).toMatchObject({ range: '30', date: undefined });
  });

  test('a custom range is never longer than the API allows', () => {
    const view = readView({ range: 'custom', from: '2000-01-01', to: '2026-11-21' });
    expect(chartDays(view, '2026-11-21').from).toBe('2016-11-22');
  });
});

describe('the series as a chart', () => {
  const project = { timezone: 'Europe/London', currency: 'GBP' } as Project;
  const series = (grain: MetricSeries['grain'], at: string[]): MetricSeries => ({
    ...{ metric: 'revenue', unit: 'money', grain, timezone: project.timezone, currency: 'GBP', total: 0 },
    points: at.map((each) => ({ at: each, value: 0 })),
  });

  test('hours to come are blank, and the running one is marked', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T10:20:00Z') });
    const hours = ['09', '10', '11'].map((hour) => `2026-11-21T${hour}:00:00+00:00`);
    expect(chartData(series('hour', hours), project, false)).toMatchObject({ values: [0, 0, null], partial: 1 });
  });

  test.each([
    ['day', ['2026-11-20', '2026-11-21'], 1],
    ['day', ['2026-11-19', '2026-11-20'], -1],
    ['week', ['2026-11-09', '2026-11-16'], 1],
    ['month', ['2026-09-01', '2026-10-01'], -1],
  ] as const)('a %s that is not over is marked', (grain, at, partial) => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T10:20:00Z') });
    expect(chartData(series(grain, [...at]), project, false).partial).toBe(partial);
  });
});
