/** What numbers of the project's rules mean. */
import { useMemo } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import { useQuery } from '../../base/api/query.ts';
import type { Project } from '../../base/api/types.ts';
import type { Terms } from './rule-types.ts';

/** Currency, zone and metrics of the project; the metrics' own names arrive a moment later. */
export function useTerms({ id, currency, timezone }: Project): Terms {
  const { data } = useQuery(`metrics ${id}`, (signal) => request.get('/v1/metrics', { project: id, signal }));
  return useMemo(() => {
    const metrics = new Map(data?.data.map((metric) => [metric.id, { label: metric.label, unit: metric.unit }]));
    return { currency, timezone, metrics };
  }, [data, currency, timezone]);
}
