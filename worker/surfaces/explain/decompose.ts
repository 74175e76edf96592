/** Pure: how much of a change each part makes. */
import type { Part } from '../../words/reason.ts';
import type { ExplainPart } from './schema.ts';

/**
 * The parts of a sentence as shares of the change. Of events and their average, the events make what as many at the earlier average
 * would have brought, and the average the rest: both add up to the change.
 */
export function decompose(
  parts: readonly Part[],
  change: number | null,
  { minus, totals }: { minus: string | undefined; totals: ReadonlyMap<string, number> },
): ExplainPart[] {
  const average = parts.find(({ kind }) => kind === 'average');
  const count = parts.find(({ kind }) => kind === 'count');
  const share = (value: number) => (change ? value / change : null);
  return parts.flatMap((part): ExplainPart[] => {
    const { kind, event_type, label, now, before, refunded } = part;
    if (!kind) return [];
    const key = event_type ?? (kind === 'average' ? (count?.event_type ?? label) : label);
    if (kind === 'event') {
      const total = totals.get(key) ?? 0;
      return [{ kind, key, value: now, share: total ? now / total : null, ...(refunded && { refunded }) }];
    }
    const value = changeOf(part, { average, count }) * (kind === 'sum' && event_type === minus ? -1 : 1);
    return now === before && kind !== 'average' ? [] : [{ kind, key, value, share: share(value) }];
  });
}

function changeOf(
  { kind, now, before }: Part,
  { average, count }: { average?: Part | undefined; count?: Part | undefined },
) {
  if (!average || !count) return now - before;
  if (kind === 'count') return Math.round((now - before) * average.before);
  if (kind !== 'average') return now - before;
  const whole = count.now * average.now - count.before * average.before;
  return Math.round(whole) - Math.round((count.now - count.before) * average.before);
}
