/** Pure: the points that several questions share, and what any metric was worth in any bucket of them. */
import { evaluate, type Measure, type Metric } from './catalogue.ts';
import type { PointSpan, PointSum } from './store.ts';

type Grain = PointSpan['grain'];
type Row = PointSum & { grain: Grain };

/** Count and sum of one type in one bucket and currency ('' for events without an amount). */
export interface Portion {
  currency: string;
  n: number;
  sum: number;
}

/** Points by grain, type and bucket. A bucket without a point counts as 0, also where it was never read. */
export class PointBook {
  readonly #portions = new Map<string, Portion[]>();

  constructor(rows: Iterable<Row>) {
    for (const { grain, event_type, at, currency, n, sum } of rows) {
      const portions = this.#of(grain, event_type, at, true);
      const known = portions.find((portion) => portion.currency === currency);
      if (!known) portions.push({ currency, n, sum });
      else {
        known.n += n;
        known.sum += sum;
      }
    }
  }

  /** The metric over the buckets named `at`: of `currency`, or of all without it; a ratio is always of all, and of the buckets that have what it is a share of. Null where `evaluate` says so. */
  value(metric: Metric, grain: Grain, at: readonly string[], currency: string | undefined): number | null {
    const { formula } = metric;
    if (formula.kind !== 'ratio') return evaluate(formula, (measure) => this.measure(measure, grain, at, currency));
    const counted = at.filter((name) => this.measure(formula.under, grain, [name], undefined) > 0);
    return evaluate(formula, (measure) => this.measure(measure, grain, counted, undefined));
  }

  /** Count or sum of one measure over the buckets. */
  measure({ event_type, field }: Measure, grain: Grain, at: readonly string[], currency: string | undefined): number {
    let total = 0;
    for (const name of at) {
      for (const portion of this.#of(grain, event_type, name)) {
        if (currency === undefined || portion.currency === currency) total += portion[field];
      }
    }
    return total;
  }

  /** What each currency had in one bucket. */
  portions(event_type: string, grain: Grain, at: string): readonly Portion[] {
    return this.#of(grain, event_type, at);
  }

  #of(grain: Grain, event_type: string, at: string, keep = false): Portion[] {
    const key = `${grain} ${event_type} ${at}`;
    const known = this.#portions.get(key);
    if (known) return known;
    const portions: Portion[] = [];
    if (keep) this.#portions.set(key, portions);
    return portions;
  }
}
