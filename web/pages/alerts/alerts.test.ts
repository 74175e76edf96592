/** The pure parts of the inbox: which alerts are listed, what becomes of them, what the chart shows, when snoozed ones wake. */
import { describe, expect, test } from 'vitest';
import { isCoreEventType } from '../../../worker/flow/events/event-types.ts';
import { coreMetrics, measuresOf } from '../../../worker/flow/metrics/catalogue.ts';
import { ApiError } from '../../base/api/call.ts';
import type { Alert } from '../../base/api/live.ts';
import type { MetricSeries } from '../../base/api/types.ts';
import { instantOf, wallTime } from '../../base/time/calendar.ts';
import { type AlertAction, afterAction, allows, firstOf } from './actions/actions.ts';
import { defer } from './actions/defer.ts';
import { snoozeTimes } from './actions/snooze-times.ts';
import { bucketOf, chartSpan } from './detail/chart-span.ts';
import { matches, queryOf, readView, viewUrl } from './view.ts';
import { partName } from './words.ts';

const TODAY = '2026-11-21';
const alert = (change: Partial<Alert> = {}): Alert =>
  ({
    ...{
      id: 'alr_1',
      project_id: 'prj_1',
      rule_id: 'rul_1',
      severity: 'warning',
      status: 'pending',
      false_positive: false,
    },
    ...{ created_at: '2026-11-21T09:00:00.000Z', resolved_at: null, snoozed_until: null, ...change },
  }) as Alert;

describe('the view', () => {
  const whole =
    '/alerts?project=prj_1&status=snoozed&severity=critical&rule=rul_1&from=2026-11-01&to=2026-11-02&alert=alr_1';

  test('survives its own address, and defaults leave no trace', () => {
    expect(viewUrl(readView({}))).toBe('/alerts');
    expect(viewUrl(readView(Object.fromEntries(new URL(whole, 'http://x').searchParams)))).toBe(whole);
  });

  test('what makes no sense falls back', () => {
    const view = readView({ status: 'odd', severity: 'bad', range: 'odd', from: '2026-11-02', to: '2026-11-01' });
    expect(view).toMatchObject({ tab: 'open', severity: undefined, period: undefined });
  });

  test('asks for what is open, and for days that are the project’s', () => {
    expect(queryOf(readView({}), TODAY)).toEqual({
      status: 'pending,acknowledged',
      severity: undefined,
      rule_id: undefined,
    });
    expect(queryOf(readView({ status: 'all', range: '7' }), TODAY)).toMatchObject({ from: '2026-11-15', to: TODAY });
    expect(queryOf(readView({ status: 'all' }), TODAY)).not.toHaveProperty('status');
  });

  test.each<[string, Record<string, string>, Partial<Alert>, boolean]>([
    ['open, pending', {}, {}, true],
    ['open, acknowledged', {}, { status: 'acknowledged' }, true],
    ['open, snoozed', {}, { status: 'snoozed' }, false],
    ['all, resolved', { status: 'all' }, { status: 'resolved' }, true],
    ['another severity', { severity: 'critical' }, {}, false],
    ['another rule', { rule: 'rul_2' }, {}, false],
    ['today', { range: 'today' }, {}, true],
    ['today in Auckland is the day after in UTC', { range: 'today' }, { created_at: '2026-11-20T12:00:00.000Z' }, true],
    ['yesterday', { range: 'today' }, { created_at: '2026-11-20T10:00:00.000Z' }, false],
  ])('what comes by itself is listed as the API would: %s', (_, query, change, listed) => {
    expect(matches(alert(change), readView(query), { timezone: 'Pacific/Auckland', today: TODAY })).toBe(listed);
  });
});

describe('actions', () => {
  const NOW = Date.parse('2026-11-21T10:00:00Z');
  const at = '2026-11-21T10:00:00.000Z';

  test.each<[AlertAction['kind'], Alert['status'][]]>([
    ['acknowledge', ['pending']],
    ['snooze', ['pending', 'acknowledged', 'snoozed']],
    ['resolve', ['pending', 'acknowledged', 'snoozed']],
    ['false_positive', ['pending', 'acknowledged', 'snoozed', 'resolved']],
  ])('%s goes with %j', (kind, statuses) => {
    const all: Alert['status'][] = ['pending', 'acknowledged', 'snoozed', 'resolved'];
    expect(all.filter((status) => allows(alert({ status }), kind))).toEqual(statuses);
    expect(allows(alert({ false_positive: true }), 'false_positive')).toBe(false);
  });

  test('show at once what the API will return', () => {
    expect(afterAction(alert(), { kind: 'acknowledge' }, 'ana@x', NOW)).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: 'ana@x',
      acknowledged_at: at,
    });
    expect(afterAction(alert(), { kind: 'snooze', until: 'T' }, 'ana@x', NOW)).toMatchObject({
      status: 'snoozed',
      snoozed_until: 'T',
    });
    const snoozed = alert({ status: 'snoozed', snoozed_until: 'T' });
    expect(afterAction(snoozed, { kind: 'resolve' }, 'ana@x', NOW)).toMatchObject({
      status: 'resolved',
      resolved_by: 'ana@x',
      resolved_at: at,
      snoozed_until: null,
    });
    const cleared = alert({ status: 'resolved', resolved_by: 'condition_cleared', resolved_at: 'E' });
    expect(afterAction(cleared, { kind: 'false_positive' }, 'ana@x', NOW)).toMatchObject({
      false_positive: true,
      resolved_by: 'condition_cleared',
      resolved_at: 'E',
    });
  });

  test('a conflict says who was first', () => {
    const error = new ApiError(409, 'alert.already_acknowledged', 'x', null);
    expect(firstOf(error)).toBeUndefined();
    error.details = { by: 'ana@x', at };
    expect(firstOf(error)).toEqual({ by: 'ana@x', at });
  });

  test('what is deferred can be taken back, and is done once', async () => {
    const done: boolean[] = [];
    const back = defer((leaving) => done.push(leaving), 5);
    expect(back.cancel()).toBe(true);
    const kept = defer((leaving) => done.push(leaving), 5);
    await new Promise((later) => setTimeout(later, 20));
    expect(kept.cancel()).toBe(false);
    expect(done).toEqual([false]);
  });
});

describe('the chart', () => {
  const day = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
  const series = (grain: 'hour' | 'day', at: string[]) =>
    ({ grain, timezone: 'Europe/London', points: at.map((each) => ({ at: each, value: 1 })) }) as MetricSeries;

  test('shows four weeks of days, or two days of hours', () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    expect(chartSpan(day, 'Europe/London', now)).toEqual({ from: '2026-10-24', to: '2026-11-21', grain: 'day' });
    const old = { from: '2026-07-01T00:00:00Z', to: '2026-07-02T00:00:00Z' };
    expect(chartSpan(old, 'UTC', now)).toEqual({ from: '2026-06-04', to: '2026-07-04', grain: 'day' });
    const hour = { from: '2026-11-21T00:00:00Z', to: '2026-11-21T01:00:00Z' };
    expect(chartSpan(hour, 'UTC', now)).toEqual({ from: '2026-11-20', to: '2026-11-21', grain: 'hour' });
    // By the project's clock this is still the day before.
    expect(chartSpan(day, 'America/New_York', now)).toMatchObject({ to: '2026-11-21', from: '2026-10-24' });
  });

  test('marks the last bucket of what was judged', () => {
    expect(bucketOf(series('day', ['2026-11-19', '2026-11-20', '2026-11-21']), day)).toBe(1);
    const hours = ['08', '09', '10'].map((name) => `2026-11-21T${name}:00:00+00:00`);
    expect(bucketOf(series('hour', hours), { from: '2026-11-21T09:00:00Z', to: '2026-11-21T10:00:00Z' })).toBe(1);
    expect(bucketOf(series('day', ['2026-11-01']), day)).toBe(-1);
  });
});

test('snoozed alerts wake in an hour, tomorrow at eight, and on Monday, by the clock of the screen', () => {
  const zone = 'Pacific/Auckland';
  const wakes = (now: string) => snoozeTimes(instantOf(now, zone), zone).map(({ at }) => wallTime(at, zone));
  expect(wakes('2026-11-21T23:30')).toEqual(['2026-11-22T00:30', '2026-11-22T08:00', '2026-11-23T08:00']);
  expect(wakes('2026-11-23T07:00')[2]).toBe('2026-11-30T08:00');
});

describe('the parts of a number', () => {
  test('are called by their event type, whatever the label of the API', () => {
    for (const { event_type } of coreMetrics('generic').flatMap(({ formula }) => measuresOf(formula))) {
      if (!isCoreEventType(event_type)) continue;
      const name = partName({ kind: 'count', event_type, label: '?' });
      expect(coreMetrics('generic').map(({ label }) => label)).toContain(name);
    }
    expect(partName({ kind: 'count', event_type: 'payment_failed', label: '?' })).toBe('Failed payments');
  });

  test('keep their own name where it is a currency, a value or an event of one’s own', () => {
    expect(partName({ kind: 'currency', label: 'EUR' })).toBe('EUR');
    expect(partName({ kind: 'value', label: 'plan pro' })).toBe('Plan pro');
    expect(partName({ kind: 'count', event_type: 'custom.shop.gift', label: '“gift” events' })).toBe('“gift” events');
    expect(partName({ kind: 'average', label: 'average' })).toBe('Average');
  });
});
