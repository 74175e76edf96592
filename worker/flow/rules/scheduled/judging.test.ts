import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../shared/durations.ts';
import { coreMetrics, PointBook } from '../../metrics/index.ts';
import { isLive } from '../metric-of.ts';
import { spanUnion } from '../preview/span-union.ts';
import { checkRule } from '../rule-checks.ts';
import { RULE_TYPES, type Rule, type RuleInput } from '../schema.ts';
import { judgementsOf, nextDue, planOf } from './judge-rule.ts';
import { findingsOf, questionOf } from './judge-series.ts';
import { holds, judgeThreshold, periodsFor } from './judge-threshold.ts';
import { completePeriods } from './periods.ts';

const PROJECT = { industry: 'saas', currency: 'GBP', points_timezone: 'Europe/London' } as const;
const ZONES = ['UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const period = completePeriods('hour', 'UTC', Date.UTC(2026, 0, 1, 12), 1)[0]!;
const operator = fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);
const value = fc.option(fc.integer({ min: -20, max: 20 }));

function ruleOf(input: Partial<RuleInput>): Rule {
  const { fields, issues } = checkRule({ name: 'r', ...input } as RuleInput, PROJECT);
  expect(issues).toEqual([]);
  const meta = { id: 'rul_1', project_id: 'prj_1', revision: 1, template: null, created_at: '', updated_at: '' };
  return { ...fields, ...meta, last_run_at: null, next_run_at: null, last_error: null, last_error_code: null };
}

describe('a threshold', () => {
  it('fires exactly when its condition has held for all of its periods, clears exactly when it does not hold', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 8 }),
        operator,
        fc.integer({ min: -20, max: 20 }),
        fc.integer({ min: 1, max: 6 }),
        (values, of, threshold, periods) => {
          const finding = judgeThreshold(values, period, { operator: of, threshold, periods });
          const newest = values.at(-1)!;
          const last = values.slice(-periods);
          const all =
            last.length === periods && last.every((one) => one !== null && holds(one, { operator: of, threshold }));
          if (newest === null) expect(finding).toBeUndefined();
          else if (!holds(newest, { operator: of, threshold })) expect(finding).toMatchObject({ firing: false });
          else if (all) expect(finding).toMatchObject({ firing: true, observed: newest, threshold });
          else expect(finding).toBeUndefined();
        },
      ),
    );
  });

  it('needs as many whole periods as its duration', () => {
    expect([0, 1, 60, 61, 180].map((minutes) => periodsFor(minutes, 'hour'))).toEqual([1, 1, 1, 2, 3]);
    expect([null, 1_440, 1_441].map((minutes) => periodsFor(minutes, 'day'))).toEqual([1, 1, 2]);
  });
});

describe('a rule that time decides', () => {
  it('is due again after now, judges each period since it was due once, oldest first, and none that is not complete', () => {
    const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
    const late = fc.integer({ min: 0, max: 40 * HOUR_MS });
    fc.assert(
      fc.property(
        instant,
        late,
        fc.constantFrom(...ZONES),
        fc.constantFrom('hour' as const, 'day' as const),
        (now, overdue, zone, grain) => {
          const project = { ...PROJECT, points_timezone: zone };
          const rule = ruleOf({ type: 'metric_threshold', metric: 'bookings', operator: 'lt', threshold: 5, grain });
          const due_at = now - overdue;
          const plan = planOf(rule, project, now, due_at);
          const judgements = judgementsOf(rule, plan, new PointBook([]));
          const windows = judgements.map(({ window }) => window);
          expect(windows).toEqual([...new Set(windows)].sort((a, b) => a - b));
          expect(judgements.length).toBeGreaterThan(0);
          for (const { at } of judgements) expect(at).toBeLessThanOrEqual(now);
          const expected = completePeriods(grain, zone, now, 60).filter(({ to }) => to + 60_000 >= due_at);
          if (expected.length > 0) expect(windows).toEqual(expected.map(({ from }) => from));
          else expect(windows).toHaveLength(1);
          expect(nextDue(rule, project, now)).toBeGreaterThan(now);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('judges no window twice however its evaluations fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 * HOUR_MS }), { minLength: 1, maxLength: 12 }), (steps) => {
        const rule = ruleOf({
          type: 'metric_threshold',
          metric: 'bookings',
          operator: 'lt',
          threshold: 5,
          grain: 'hour',
        });
        let now = Date.UTC(2026, 2, 28, 20);
        let due = now;
        const seen: number[] = [];
        for (const step of steps) {
          now += step;
          if (due > now) continue;
          seen.push(
            ...judgementsOf(rule, planOf(rule, PROJECT, now, due), new PointBook([])).map(({ window }) => window),
          );
          due = nextDue(rule, PROJECT, now)!;
        }
        // In a row, without a gap: no hour is lost and none comes twice, also in the night of the shift.
        for (let i = 1; i < seen.length; i++) expect(seen[i]! - seen[i - 1]!).toBe(3_600_000);
      }),
    );
  });

  it('raises a schedule once, at the time that was planned', () => {
    const rule = ruleOf({ type: 'schedule', schedule: '0 8 * * *' });
    const planned = Date.UTC(2026, 0, 5, 8);
    const judgements = judgementsOf(rule, planOf(rule, PROJECT, planned + 3 * DAY_MS, planned), new PointBook([]));
    expect(judgements).toMatchObject([
      { window: planned, at: planned, verdict: 'firing', deviation: null, holds_until: null },
    ]);
    expect(judgements[0]!.payload.explanation).toBe(
      'It is Monday, 5 January: what this rule was set to remind you of.',
    );
  });
});

describe('a back-test', () => {
  it('finds of each period what the cron found when it was the newest', () => {
    const [start, zone] = [Date.UTC(2026, 2, 10), 'Europe/London'];
    const project = { ...PROJECT, points_timezone: zone };
    fc.assert(
      fc.property(
        fc.constantFrom('hour' as const, 'day' as const),
        fc.constantFrom('auto' as const, 'robust' as const, 'seasonal' as const),
        fc.infiniteStream(fc.integer({ min: 0, max: 12 })),
        (grain, method, noise) => {
          const rule = ruleOf({ type: 'anomaly', metric: 'bookings', grain, method, window_days: 10 });
          const periods = completePeriods(grain, zone, start + 40 * DAY_MS, grain === 'hour' ? 20 * 24 : 60);
          const at = (i: number) => periods[i]!.at;
          const rows = periods.map((_, i) => {
            const season = grain === 'hour' ? Math.max(0, Number(at(i).slice(11, 13)) - 6) * 4 : (i % 7) * 10;
            const n = season + (noise.next().value as number) * (i % 41 === 40 ? 20 : 1);
            return { grain, event_type: 'booking_requested', at: at(i), currency: '', n, sum: 0 };
          });
          const book = new PointBook(rows);
          const first = periods.length - 30;
          const later = findingsOf(questionOf(rule, project), book, periods, first);
          const then = periods.slice(first).flatMap(({ to }) => {
            const plan = planOf(rule, project, to + 60_000, to + 60_000);
            return plan.kind === 'periods' ? findingsOf(plan.question, book, plan.periods, plan.first) : [];
          });
          expect(later).toEqual(then);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('checks', () => {
  it('never throw, and a rule without issues can be judged', () => {
    const metrics = coreMetrics('saas').map(({ id }) => id);
    const anything = fc.record(
      {
        type: fc.constantFrom(...RULE_TYPES),
        name: fc.constant('r'),
        schedule: fc.oneof(fc.string(), fc.constantFrom('0 8 * * *', '* * * * *', '0 0 30 2 *')),
        timezone: fc.oneof(fc.string(), fc.constantFrom(...ZONES)),
        metric: fc.oneof(fc.string(), fc.constantFrom(...metrics, 'revenue.delta', 'custom.a.b')),
        operator,
        threshold: fc.oneof(fc.double(), fc.constant(null)),
        window_days: fc.integer(),
        for_minutes: fc.integer({ min: -10, max: 50_000 }),
        grain: fc.constantFrom('hour' as const, 'day' as const),
        event_type: fc.oneof(fc.string(), fc.constant('signup')),
        follow_up: fc.oneof(fc.string(), fc.constant('lead_created')),
        within_minutes: fc.integer(),
        percent_of_average: fc.double({ min: 1, max: 300, noNaN: true }),
      },
      { requiredKeys: ['type', 'name'] },
    );
    const now = Date.UTC(2026, 5, 1, 12, 30);
    fc.assert(
      fc.property(anything, (input) => {
        const { issues } = checkRule(input as RuleInput, PROJECT);
        if (issues.length > 0) {
          for (const { path, message } of issues) expect([typeof path, message.length > 3]).toEqual(['string', true]);
          return;
        }
        const rule = ruleOf(input as RuleInput);
        const next = nextDue(rule, PROJECT, now);
        if (next === null) return;
        expect(next).toBeGreaterThan(now);
        const judgements = judgementsOf(rule, planOf(rule, PROJECT, now, now - 60_000), new PointBook([]));
        expect(JSON.stringify(judgements)).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('spans of many questions', () => {
  it('become one a type, so that no point is read twice', () => {
    const span = (event_type: string, from: string, before: string) => ({
      grain: 'day' as const,
      event_type,
      from,
      before,
    });
    expect(spanUnion([span('a', '2', '4'), span('b', '1', '2'), span('a', '1', '3'), span('a', '3', '9')])).toEqual([
      span('a', '1', '9'),
      span('b', '1', '2'),
    ]);
  });
});

describe('the ledger', () => {
  it('judges what can only grow within its period, the cron all else', () => {
    const live = (input: Partial<RuleInput>) =>
      isLive(ruleOf({ type: 'metric_threshold', metric: 'payments', threshold: 1, ...input }), PROJECT);
    expect([
      live({}),
      live({ operator: 'gte', metric: 'revenue', grain: 'hour' }),
      live({ metric: 'usage.ingest_unit' }),
    ]).toEqual([true, true, true]);
    expect([
      live({ for_minutes: 30, grain: 'hour' }),
      live({ for_minutes: 60, grain: 'hour' }),
      live({ for_minutes: 1_440 }),
    ]).toEqual([true, false, false]);
    const others = [
      { operator: 'lt' as const },
      { metric: 'payments.delta' },
      { metric: 'net_revenue' },
      { metric: 'conversion' },
      { metric: 'usage.alerts_triggered' },
    ];
    expect(others.map(live)).toEqual(others.map(() => false));
  });
});
