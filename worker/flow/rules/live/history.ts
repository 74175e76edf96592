/** What live rules read of their ledger's past: sums of cells, the same time a week before, events of a type. */
import { type Bucket, SLOT_MS } from '../../../base/time.ts';
import { listSegments, slotOf, slotsFrom, sumCells } from '../../events/ledger/index.ts';
import { EVERY_TYPE } from '../../metrics/index.ts';
import type { AlertPayload } from '../judgement.ts';
import { type Grain, periodNamed, weekBefore } from '../scheduled/periods.ts';
import { breakdown, comparableOf, type Payload } from './breakdown.ts';
import type { LiveThreshold } from './live-rule.ts';
import { thresholdPayload } from './payload.ts';
import { measured, type Portion } from './thresholds.ts';

/** Events of one span that are read to explain a change; where there are more, there is no explanation. */
const MAX_LOOKED_INTO = 1_000;
/** Events of one page of looking back. */
const PAGE = 500;

/** A stretch of time in ms, its end excluded. */
export type Span = readonly [from: number, to: number];
export type Measured = Pick<LiveThreshold, 'measure' | 'currency'>;

/** A stored event, parsed. */
export interface PastEvent {
  seq: number;
  event: Record<string, unknown>;
}

export class LiveHistory {
  readonly #sql: SqlStorage;
  readonly #end: () => number;
  /** What was read since the last event: rules that fire together mostly read the same. */
  readonly #read = new Map<string, unknown>();
  #readAt = -1;

  constructor(sql: SqlStorage, end: () => number) {
    this.#sql = sql;
    this.#end = end;
  }

  /** The sequence after the last event. */
  get end(): number {
    return this.#end();
  }

  /** The sums over `[from, to)`, ms, by type and currency; both are edges of cells. */
  portions(from: number, to: number): readonly Portion[] {
    return sumCells(this.#sql, [[slotOf(from), slotOf(to)]]);
  }

  /** The alert of a threshold that was reached, compared with the same stretch of the same period a week before. */
  thresholdPayload(
    rule: LiveThreshold,
    { period, observed, now, timezone }: { period: Bucket; observed: number; now: number; timezone: string },
  ): AlertPayload {
    const before = samePeriodBefore(rule.grain, timezone, period);
    // Cells are quarter hours: the quarter that has begun is compared with a whole one.
    const elapsed = Math.ceil((Math.min(now, period.to) - period.from) / SLOT_MS) * SLOT_MS;
    const those = this.#known(before && [before.from, Math.min(before.to, before.from + elapsed)]);
    const these = [period.from, period.to] as const;
    const last_week = those ? this.#sum(rule, those) : null;
    const dimensions = those ? this.breakdown(rule, these, those) : [];
    return thresholdPayload(rule, { period, now, observed, this_week: this.#sum(rule, these), last_week, dimensions });
  }

  /** The values of the events' own fields that moved a measure most; nothing where there are too many events to look at. */
  breakdown(rule: Measured, these: Span, those: Span): ReturnType<typeof breakdown> {
    const { measure, currency } = rule;
    if (measure.event_type === EVERY_TYPE) return [];
    const counts = [these, those].map((span) => this.#sum(rule, span).n);
    if (counts.some((n) => n === 0 || n > MAX_LOOKED_INTO)) return [];
    return this.#once(`breakdown ${measure.event_type} ${measure.field} ${currency} ${these} ${those}`, () => {
      const [now, before] = [these, those].map((span) => this.#payloads(rule, span));
      return breakdown(now!, before!, measure.field);
    });
  }

  /**
   * Events of a type before a sequence, newest receipt first, that occurred after `horizon()` and before `to`, ms: the horizon may
   * rise while they are read.
   */
  *events(event_type: string, before: number, horizon: () => number, to?: number): Iterable<PastEvent> {
    for (let at: number | null = before; at !== null && at > 0; ) {
      const filter = { event_types: [event_type], from: horizon() + 1, to, before: at, limit: PAGE };
      const page = listSegments(this.#sql, this.#end(), filter);
      for (const { seq, body } of page.events) yield { seq, event: JSON.parse(body) as PastEvent['event'] };
      at = page.next;
    }
  }

  /** The span, unless everything counted is after it: a business that began this week has nothing to compare with. */
  #known(span: Span | undefined): Span | undefined {
    const [first] = slotsFrom(this.#sql, 0, 1);
    return span && first !== undefined && first < slotOf(span[1]) ? span : undefined;
  }

  #sum(rule: Measured, span: Span): { n: number; sum: number } {
    return measured(
      rule,
      this.#once(`portions ${span}`, () => this.portions(...span)),
    );
  }

  #payloads({ measure, currency }: Measured, [from, to]: Span): Payload[] {
    const payloads: Payload[] = [];
    for (const { event } of this.events(measure.event_type, this.#end(), () => from - 1, to)) {
      const payload = (event.payload ?? {}) as Payload;
      if (currency === '' || payload.currency === currency) payloads.push(comparableOf(payload));
    }
    return payloads;
  }

  /** The result of `read`, read once until the next event. */
  #once<T>(name: string, read: () => T): T {
    if (this.#readAt !== this.#end()) this.#read.clear();
    this.#readAt = this.#end();
    if (!this.#read.has(name)) this.#read.set(name, read());
    return this.#read.get(name) as T;
  }

  /** Forgets what was read: cells have changed without an event. */
  forget(): void {
    this.#read.clear();
  }
}

function samePeriodBefore(grain: Grain, zone: string, { at }: Bucket): Bucket | undefined {
  const name = weekBefore(grain, zone, at);
  return name === undefined ? undefined : periodNamed(grain, zone, name);
}
