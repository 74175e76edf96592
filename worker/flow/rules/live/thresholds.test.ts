import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grain, periodAt } from '../scheduled/periods.ts';
import type { LiveThreshold } from './live-rule.ts';
import { isCrossed, type Portion, stateOf, ThresholdBook, type ThresholdState } from './thresholds.ts';

const MINUTE = 60_000;
const SLOT = 15 * MINUTE;

function rule(over: Partial<LiveThreshold> & Pick<LiveThreshold, 'id'>): LiveThreshold {
  return {
    revision: 1,
    name: 'Payments',
    severity: 'info',
    cooldown_minutes: 0,
    mark_days: 30,
    type: 'metric_threshold',
    metric: 'payments',
    unit: 'count',
    measure: { event_type: 'payment_succeeded', field: 'n' },
    currency: '',
    operator: 'gte',
    threshold: 3,
    grain: 'day',
    for_minutes: 0,
    ...over,
  };
}

interface Event {
  occurred_ms: number;
  event_type: string;
  currency: string;
  amount: number;
}

/** A ledger as far as thresholds see it: what is stored, in cells, and the book above it. */
class Shop {
  readonly events: Event[] = [];
  readonly states = new Map<string, ThresholdState>();
  readonly fired: string[] = [];
  readonly #rules: LiveThreshold[];
  readonly #zone: string;
  book: ThresholdBook;

  constructor(rules: LiveThreshold[], zone: string) {
    this.#rules = rules;
    this.#zone = zone;
    this.book = this.#open();
  }

  #open(): ThresholdBook {
    const read = (from: number, to: number): Portion[] => {
      const inside = this.events.filter(({ occurred_ms }) => {
        const slot = Math.floor(occurred_ms / SLOT) * SLOT;
        return slot >= from && slot < to;
      });
      return inside.map(({ event_type, currency, amount }) => ({ event_type, currency, n: 1, sum: amount }));
    };
    return new ThresholdBook(this.#rules, this.#zone, this.states, read);
  }

  evict(): void {
    this.book = this.#open();
  }

  begin(now: number): void {
    this.book.roll(now);
    this.#take();
  }

  append(events: Event[], now: number): void {
    this.begin(now);
    for (const event of events) {
      this.events.push(event);
      this.book.add(event);
    }
    this.#take();
  }

  #take(): void {
    for (const { rule: crossed, period, observed } of this.book.take()) {
      expect(isCrossed(crossed, observed)).toBe(true);
      expect(stateOf(this.states, crossed, period)).toBeUndefined();
      const known = { rule_id: crossed.id, revision: crossed.revision, period: period.from, ordinal: 0 };
      this.states.set(crossed.id, { ...known, crossed_at: 0, fired: true, above: null });
      this.fired.push(`${crossed.id} ${period.at}`);
    }
  }
}

/** The same by looking at everything again after each step. */
function naively(rules: LiveThreshold[], zone: string, steps: { now: number; events: Event[] }[]): string[] {
  const seen: Event[] = [];
  const fired = new Set<string>();
  const look = (now: number) => {
    for (const each of rules) {
      const period = periodAt(each.grain as Grain, zone, now);
      let sum = 0;
      for (const { occurred_ms, event_type, currency, amount } of seen) {
        if (occurred_ms < period.from || occurred_ms >= period.to) continue;
        if (each.measure.event_type !== '*' && each.measure.event_type !== event_type) continue;
        if (each.currency !== '' && each.currency !== currency) continue;
        sum += each.measure.field === 'n' ? 1 : amount;
      }
      if (isCrossed(each, sum)) fired.add(`${each.id} ${period.at}`);
    }
  };
  for (const { now, events } of steps) {
    look(now);
    seen.push(...events);
    look(now);
  }
  return [...fired].sort();
}

/** Around a change of the clocks, in zones of whole, half and quarter hours. */
const ZONES: [string, number][] = [
  ['UTC', Date.UTC(2026, 2, 1, 22)],
  ['Europe/London', Date.UTC(2026, 2, 28, 22)],
  ['America/New_York', Date.UTC(2026, 10, 1, 2)],
  ['Asia/Kolkata', Date.UTC(2026, 4, 4, 17)],
  ['Asia/Kathmandu', Date.UTC(2026, 4, 4, 17)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 12)],
  ['America/Havana', Date.UTC(2026, 10, 1, 3)],
  ['Africa/Cairo', Date.UTC(2026, 3, 23, 20)],
];

const arbitraryRules = fc
  .array(
    fc.record({
      operator: fc.constantFrom('gt' as const, 'gte' as const),
      threshold: fc.integer({ min: -1, max: 12 }),
      grain: fc.constantFrom('hour' as const, 'day' as const),
      field: fc.constantFrom('n' as const, 'sum' as const),
      currency: fc.constantFrom('', 'GBP', 'EUR'),
      event_type: fc.constantFrom('payment_succeeded', 'refund_issued', '*'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rules) =>
    rules.map(({ field, event_type, ...over }, i) =>
      rule({ id: `rul_${i}`, ...over, measure: { event_type, field }, unit: field === 'n' ? 'count' : 'money' }),
    ),
  );

/** Steps in time: events occur up to five minutes ahead, mostly now, some hours ago. */
const arbitrarySteps = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 50 * MINUTE }),
    evict: fc.boolean(),
    events: fc.array(
      fc.record({
        late: fc.oneof(
          fc.constant(0),
          fc.integer({ min: -5 * MINUTE, max: 5 * MINUTE }),
          fc.integer({ min: 0, max: 30 * 60 * MINUTE }),
        ),
        event_type: fc.constantFrom('payment_succeeded', 'refund_issued', 'signup'),
        currency: fc.constantFrom('', 'GBP', 'EUR'),
        amount: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 6 },
    ),
  }),
  { maxLength: 25 },
);

describe('live thresholds', () => {
  it('fire exactly when looking at everything again would, however events are split, reordered or the object evicted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), arbitraryRules, arbitrarySteps, ([zone, start], rules, plan) => {
        const shop = new Shop(rules, zone);
        let now = start;
        const steps = plan.map(({ wait, evict, events }) => {
          now += wait;
          const occurred = events.map(({ late, ...event }) => ({ ...event, occurred_ms: now - late }));
          if (evict) shop.evict();
          shop.append(occurred, now);
          return { now, events: occurred };
        });
        expect([...shop.fired].sort()).toEqual(naively(rules, zone, steps));
      }),
      { numRuns: 300 },
    );
  });

  it('are the same for one append of everything and for one append an event', () => {
    const events = fc.array(
      fc.record({
        occurred_ms: fc.integer({ min: Date.UTC(2026, 4, 4, 9), max: Date.UTC(2026, 4, 4, 12) }),
        event_type: fc.constant('payment_succeeded'),
        currency: fc.constantFrom('GBP', 'EUR'),
        amount: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitraryRules, events, (rules, all) => {
        const now = Date.UTC(2026, 4, 4, 11, 59);
        const [whole, split] = [new Shop(rules, 'UTC'), new Shop(rules, 'UTC')];
        whole.append(all, now);
        for (const event of all) split.append([event], now);
        split.begin(now);
        whole.begin(now);
        if (all.length > 0) expect([...split.fired].sort()).toEqual([...whole.fired].sort());
      }),
    );
  });

  it('count an event of the hour to come when that hour has begun, and not before', () => {
    const shop = new Shop([rule({ id: 'hourly', grain: 'hour', threshold: 1 })], 'UTC');
    const now = Date.UTC(2026, 4, 4, 14, 58);
    const event = { event_type: 'payment_succeeded', currency: 'GBP', amount: 1 };
    shop.append([{ ...event, occurred_ms: now + 4 * MINUTE }], now);
    expect(shop.fired).toEqual([]);
    expect(shop.book.rollsAt).toBe(Date.UTC(2026, 4, 4, 15));
    shop.begin(Date.UTC(2026, 4, 4, 15));
    expect(shop.fired).toEqual(['hourly 2026-05-04T15:00:00+00:00']);
  });

  it('wait for larger values within the period once a mark covers them', () => {
    const watched = rule({ id: 'marked', threshold: 2 });
    const shop = new Shop([watched], 'UTC');
    const now = Date.UTC(2026, 4, 4, 14);
    const event = { event_type: 'payment_succeeded', currency: 'GBP', amount: 1, occurred_ms: now };
    shop.append([event, event], now);
    expect(shop.fired).toHaveLength(1);
    shop.states.set('marked', { ...shop.states.get('marked')!, above: 4 });
    shop.book.rearm(watched);
    shop.append([event, event], now);
    expect(shop.book.take()).toEqual([]);
    shop.book.add(event);
    expect(shop.book.take()).toMatchObject([{ observed: 5 }]);
    shop.book.roll(now + 86_400_000);
    expect(shop.book.reading(watched)).toMatchObject({ observed: 0 });
  });
});
