import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Bench, firingOf, MINUTE } from '../../../testing/lifecycle.ts';
import type { LiveThreshold } from '../live/live-rule.ts';
import { ThresholdJudge, type ThresholdStep } from '../live/threshold-judge.ts';
import { bucketsOfDay } from '../scheduled/periods.ts';
import { backTest } from './back-test.ts';
import { thresholdSignals } from './threshold-signals.ts';

/** Three days around a change of the clocks. */
const PLACES: [zone: string, days: string[]][] = [
  ['UTC', ['2026-03-27', '2026-03-28', '2026-03-29']],
  ['Europe/London', ['2026-03-28', '2026-03-29', '2026-03-30']],
  ['America/New_York', ['2026-10-31', '2026-11-01', '2026-11-02']],
  ['Asia/Kathmandu', ['2026-05-04', '2026-05-05', '2026-05-06']],
];

interface Sale {
  occurred_ms: number;
  currency: string;
  amount: number;
}

interface Told {
  at: number;
  occurrences: number;
  cleared_at: string | null;
}

/** What a ledger and the Hub make of sales that arrive as they occur. */
function live(
  rule: LiveThreshold,
  sales: readonly Sale[],
  { zone, start, end }: Record<'start' | 'end', number> & { zone: string },
): Told[] {
  const bench = new Bench();
  const stored: Sale[] = [];
  const read = (from: number, to: number) => {
    const inside = stored.filter(({ occurred_ms }) => occurred_ms >= from && occurred_ms < to);
    return inside.map(({ currency, amount }) => ({ event_type: 'payment_succeeded', currency, n: 1, sum: amount }));
  };
  const judge = new ThresholdJudge([rule], { timezone: zone, states: new Map(), read });
  const take = ({ verdicts }: ThresholdStep, time: number) => {
    bench.now = time;
    for (const { reading, ordinal } of verdicts) {
      const { cooldown_minutes } = rule;
      const own = { window: reading.period.from + ordinal, at: time, holds_until: reading.period.to, cooldown_minutes };
      bench.judge(firingOf(own));
    }
  };
  const wait = (until: number) => {
    for (let due = judge.nextDue(); due <= until; due = judge.nextDue()) take(judge.due(due), due);
  };
  take(judge.due(start), start);
  for (const sale of sales) {
    wait(sale.occurred_ms);
    stored.push(sale);
    take(judge.append([{ event_type: 'payment_succeeded', ...sale }], sale.occurred_ms), sale.occurred_ms);
  }
  wait(end);
  bench.now = end;
  bench.settle();
  const raised = bench.changes.filter(({ type }) => type === 'alert.raised');
  return raised.map(({ alert: { id, last_fired_at } }) => {
    const { occurrences, resolved_at: cleared_at } = bench.alerts.get(id)!;
    return { at: Date.parse(last_fired_at), occurrences, cleared_at };
  });
}

const rules = fc.record({
  operator: fc.constantFrom('gt' as const, 'gte' as const),
  threshold: fc.integer({ min: 1, max: 12 }),
  grain: fc.constantFrom('hour' as const, 'day' as const),
  field: fc.constantFrom('n' as const, 'sum' as const),
  currency: fc.constantFrom('', 'GBP'),
  cooldown_minutes: fc.constantFrom(0, 60, 1_440, 2_880),
});

const sales = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 70 * 60 }),
    currency: fc.constantFrom('GBP', 'EUR'),
    amount: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 40 },
);

type RuleTerms = Pick<LiveThreshold, 'operator' | 'threshold' | 'grain' | 'currency' | 'cooldown_minutes'> & {
  field: 'n' | 'sum';
};

function ruleOf({ field, ...over }: RuleTerms, for_minutes: number): LiveThreshold {
  const common = {
    id: '',
    revision: 1,
    name: 'Sales',
    severity: 'info',
    mark_days: 30,
    type: 'metric_threshold',
  } as const;
  const measure = { event_type: 'payment_succeeded', field };
  return { ...common, metric: 'payments', unit: 'count', measure, for_minutes, ...over };
}

/** What the preview says of the same sales, of which it knows the hours. */
function previewed(rule: LiveThreshold, all: readonly Sale[], hours: ReturnType<typeof bucketsOfDay>, zone: string) {
  const end = hours.at(-1)!.to;
  const past = hours.map((hour) => {
    const inside = all.filter(({ occurred_ms }) => occurred_ms >= hour.from && occurred_ms < hour.to);
    return { hour, portions: inside.map(({ currency, amount }) => ({ currency, n: 1, sum: amount })) };
  });
  const signals = thresholdSignals(rule, past, { timezone: zone, end, expected: () => null });
  return backTest(signals, { cooldown_minutes: rule.cooldown_minutes, end });
}

function plan(
  zone: string,
  days: readonly string[],
  minutes: readonly { minute: number; currency: string; amount: number }[],
) {
  const hours = days.flatMap((day) => bucketsOfDay('hour', zone, day));
  const start = hours[0]!.from;
  const all = minutes
    .map(({ minute, ...sale }) => ({ occurred_ms: start + minute * MINUTE, ...sale }))
    .sort((a, b) => a.occurred_ms - b.occurred_ms);
  return { hours, all, within: { zone, start, end: hours.at(-1)!.to } };
}

it('a preview of a threshold names the hours in which the ledger would have fired', () => {
  let fired = 0;
  fc.assert(
    fc.property(fc.constantFrom(...PLACES), rules, sales, ([zone, days], terms, minutes) => {
      const rule = ruleOf(terms, 0);
      const { hours, all, within } = plan(zone, days, minutes);
      const told = previewed(rule, all, hours, zone);
      const hourOf = (at: number) => hours.find(({ to }) => at < to)!.at;
      fired += told.length;
      expect(told.map(({ at, occurrences, cleared_at }) => ({ at, occurrences, cleared_at }))).toEqual(
        live(rule, all, within).map((each) => ({ ...each, at: hourOf(each.at) })),
      );
    }),
  );
  expect(fired).toBeGreaterThan(0);
});

it('a preview of a threshold that has to hold for a while is exact where sales come at the end of their hour', () => {
  let fired = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...PLACES),
      rules,
      sales,
      fc.integer({ min: 1, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      ([zone, days], terms, minutes, part, whole) => {
        const rule = ruleOf(terms, terms.grain === 'hour' ? part : whole * 60 + part);
        const { hours, all, within } = plan(zone, days, minutes);
        const late = all.map((sale) => ({
          ...sale,
          occurred_ms: hours.find(({ to }) => sale.occurred_ms < to)!.to - 1,
        }));
        const told = previewed(rule, late, hours, zone);
        const hourOf = (at: number) => hours.find(({ to }) => at < to)!.at;
        fired += told.length;
        expect(told.map(({ at, occurrences, cleared_at }) => ({ at, occurrences, cleared_at }))).toEqual(
          live(rule, late, within).map((each) => ({ ...each, at: hourOf(each.at) })),
        );
      },
    ),
  );
  expect(fired).toBeGreaterThan(0);
});

it('a threshold that is reached in the last minutes of its period has not held for long enough', () => {
  const rule = ruleOf(
    { field: 'n', operator: 'gte', threshold: 1, grain: 'day', currency: '', cooldown_minutes: 0 },
    30,
  );
  const { hours, all } = plan('UTC', ['2026-03-27', '2026-03-28'], [{ minute: 23 * 60 + 40, currency: '', amount: 1 }]);
  expect(previewed(rule, all, hours, 'UTC')).toEqual([]);
});
