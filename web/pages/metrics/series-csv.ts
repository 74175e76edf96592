/** A series as rows of a CSV file. */
import type { CsvCell } from '../../../worker/shared/csv.ts';
import type { MetricSeries } from '../../base/api/types.ts';
import { csvAmount } from '../../base/csv.ts';

/** A head and one row a bucket, by the names of the API; money is in whole units of its currency. */
export function csvRows({ metric, unit, currency, points, previous }: MetricSeries): CsvCell[][] {
  const number = (value: number | null | undefined) =>
    unit === 'money' && currency ? csvAmount(value, currency) : value;
  const money: CsvCell[] = currency ? [currency] : [];
  return [
    ['at', metric, ...(currency ? ['currency'] : []), ...(previous ? ['previous_at', 'previous'] : [])],
    ...points.map(({ at, value }, index) => {
      const before = previous?.points[index];
      return [at, number(value), ...money, ...(previous ? [before?.at, number(before?.value)] : [])];
    }),
  ];
}
