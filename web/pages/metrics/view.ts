/** What the page shows, kept in the address: every view can be linked to and comes back with the Back button. */
import type { Reply } from '../../base/api/api.ts';
import type { Grain } from '../../base/api/types.ts';
import { grainFor } from '../../base/time/calendar.ts';
import { addressOf, countDays, type Days, type Period, periodQuery, readPeriod } from '../../base/time/period.ts';

/** What the catalogue says of a metric. */
export type Metric = Pick<Reply<'/v1/metrics', 'get'>['data'][number], 'id' | 'label' | 'unit' | 'description'>;

export interface View {
  project: string | undefined;
  metric: string | undefined;
  period: Period;
  /** Undefined is the one that suits the range. */
  grain: Grain | undefined;
  compare: boolean;
  currency: string | undefined;
}

const GRAINS: Grain[] = ['hour', 'day', 'week', 'month'];

/** Reads a view; what makes no sense falls back to the default. */
export function readView(query: Record<string, string | undefined>): View {
  return {
    project: query.project,
    metric: query.metric,
    period: readPeriod(query) ?? '30',
    grain: GRAINS.find((grain) => grain === query.grain),
    compare: query.compare !== '0',
    currency: /^[A-Z]{3}$/.test(query.currency ?? '') ? query.currency : undefined,
  };
}

/** The address of a view; defaults are left out. */
export function viewUrl({ project, metric, period, grain, compare, currency }: View): string {
  return addressOf('/metrics', {
    project,
    metric,
    ...(period === '30' ? {} : periodQuery(period)),
    grain,
    compare: compare ? undefined : '0',
    currency,
  });
}

/** The buckets that can be read at this length: at least two of them, and at most about four hundred. */
export function grainsFor(days: Days): Grain[] {
  const count = countDays(days);
  return [
    ...(count <= 16 ? (['hour'] as const) : []),
    ...(count > 1 && count <= 400 ? (['day'] as const) : []),
    ...(count >= 14 && count <= 2800 ? (['week'] as const) : []),
    ...(count >= 60 ? (['month'] as const) : []),
  ];
}

/** The chosen bucket where the range allows it, else the one that suits the range. */
export function grainOf({ grain }: Pick<View, 'grain'>, days: Days): Grain {
  return grain && grainsFor(days).includes(grain) ? grain : grainFor(days.from, days.to);
}
