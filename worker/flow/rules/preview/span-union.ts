/** Pure: the spans of many questions as few spans that do not overlap. */
import type { PointSpan } from '../../metrics/index.ts';

/** One span for each grain and type, from the earliest to the latest that anyone asked for. */
export function spanUnion(spans: Iterable<PointSpan>): PointSpan[] {
  const union = new Map<string, PointSpan>();
  for (const span of spans) {
    const name = `${span.grain} ${span.event_type}`;
    const known = union.get(name);
    if (!known) union.set(name, { ...span });
    else {
      if (span.from < known.from) known.from = span.from;
      if (span.before > known.before) known.before = span.before;
    }
  }
  return [...union.values()];
}
