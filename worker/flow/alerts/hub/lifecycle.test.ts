import { describe, expect, it } from 'vitest';
import { Bench, DAY, firingOf, MINUTE, START } from '../../../testing/lifecycle.ts';

/** A threshold of the hour: holds to its end. */
const hourly = (window: number, over = {}) =>
  firingOf({ window, holds_until: START + (window + 1) * 60 * MINUTE, ...over });

describe('judging', () => {
  it('raises once, then counts on with the newest numbers and the last ten events', () => {
    const bench = new Bench();
    const events = (from: number, n: number) => Array.from({ length: n }, (_, i) => `evt_${from + i}`);
    const payload = (event_ids: string[], observed: number) => ({ ...firingOf().payload, event_ids, observed });
    expect(bench.judge(firingOf({ payload: payload(events(1, 6), 6), occurrences: 6 })).outcome).toBe('raised');
    const again = firingOf({ window: 2, payload: payload(events(7, 6), 12), occurrences: 6, severity: 'critical' });
    expect(bench.judge(again).outcome).toBe('repeated');
    expect(bench.open).toMatchObject({ occurrences: 12, severity: 'critical', payload: { observed: 12 } });
    expect(bench.open!.payload.event_ids).toEqual(events(3, 10));
    expect(bench.alerts.size).toBe(1);
  });

  it('ignores what is not after the last one: another time, an older window, an older revision', () => {
    const bench = new Bench();
    bench.judge(firingOf({ revision: 2, window: 5 }));
    expect(bench.judge(firingOf({ revision: 2, window: 5 }))).toMatchObject({ outcome: 'ignored', changes: [] });
    for (const late of [
      { revision: 2, window: 4 },
      { revision: 1, window: 9 },
    ]) {
      expect(bench.judge(firingOf(late))).toMatchObject({ outcome: 'ignored', changes: [] });
      expect(bench.judge(firingOf({ ...late, verdict: 'clear' }))).toMatchObject({ outcome: 'ignored', changes: [] });
    }
    expect(bench.judge(firingOf({ revision: 3, window: 1 })).outcome).toBe('repeated');
  });

  it('clears when a second look at the same period finds that it never held, unless it says itself how long it holds', () => {
    const told = new Bench();
    told.judge(firingOf());
    expect(told.judge(firingOf({ verdict: 'clear' }))).toMatchObject({ outcome: 'cleared', alert_id: 'alr_1' });
    expect(told.judge(firingOf())).toMatchObject({ outcome: 'ignored', changes: [] });

    const live = new Bench();
    live.judge(hourly(1));
    expect(live.judge(firingOf({ verdict: 'clear' }))).toMatchObject({ outcome: 'ignored', changes: [] });
  });

  it('clears when it is told to, or when the hold is over, which a newer firing moves on', () => {
    const told = new Bench();
    told.judge(firingOf());
    expect(told.judge(firingOf({ window: 2, verdict: 'clear' }))).toMatchObject({
      outcome: 'cleared',
      alert_id: 'alr_1',
    });
    expect(told.alerts.get('alr_1')).toMatchObject({ status: 'resolved', resolved_by: 'condition_cleared' });

    const timed = new Bench();
    timed.judge(firingOf({ holds_until: START + 60 * MINUTE }));
    timed.now = START + 50 * MINUTE;
    timed.judge(firingOf({ window: 2, at: timed.now, holds_until: timed.now + 60 * MINUTE }));
    timed.now = START + 109 * MINUTE;
    timed.settle();
    expect(timed.open?.status).toBe('pending');
    // The alarm is late; the alert says when it was over all the same.
    timed.now = START + 300 * MINUTE;
    timed.settle();
    const at = new Date(START + 110 * MINUTE).toISOString();
    expect(timed.alerts.get('alr_1')).toMatchObject({ status: 'resolved', resolved_at: at });
  });

  it('writes nothing for a rule that is fine', () => {
    const bench = new Bench();
    const before = bench.case;
    expect(bench.judge(firingOf({ verdict: 'clear' }))).toMatchObject({ outcome: 'ignored', changes: [] });
    expect(bench.case.rule_state).toBe(before.rule_state);
  });

  it('tells of a firing that was so long on its way that it is over', () => {
    const bench = new Bench();
    bench.now = START + DAY;
    expect(bench.judge(firingOf({ holds_until: START + 60 * MINUTE })).outcome).toBe('raised');
    expect(bench.changes.map(({ type, alert }) => [type, alert.status])).toEqual([
      ['alert.raised', 'pending'],
      ['alert.changed', 'resolved'],
    ]);
    const { created_at, resolved_at } = bench.alerts.get('alr_1')!;
    expect(resolved_at).toBe(created_at);
  });
});

describe('cooldown', () => {
  it('keeps the next alert back; what still holds at its end is raised then', () => {
    const bench = new Bench();
    bench.judge(firingOf({ window: 1, cooldown_minutes: 30 }));
    bench.judge(firingOf({ window: 2, verdict: 'clear' }));
    bench.now += 10 * MINUTE;
    expect(bench.judge(firingOf({ window: 3, cooldown_minutes: 30 })).outcome).toBe('held');
    expect(bench.judge(firingOf({ window: 3, cooldown_minutes: 30 })).outcome).toBe('held');
    bench.now += 19 * MINUTE;
    bench.settle();
    expect(bench.open).toBeNull();
    bench.now += 1 * MINUTE;
    bench.settle();
    expect(bench.open).toMatchObject({ id: 'alr_2', occurrences: 1, status: 'pending' });
    expect(bench.judge(firingOf({ window: 3, cooldown_minutes: 30 })).outcome).toBe('ignored');
  });

  it('drops what has cleared meanwhile, for good', () => {
    const bench = new Bench();
    bench.judge(hourly(0, { cooldown_minutes: 120 }));
    bench.now = START + 61 * MINUTE;
    expect(bench.judge(hourly(1, { cooldown_minutes: 120 })).outcome).toBe('held');
    bench.now = START + 4 * 60 * MINUTE;
    expect(bench.judge(hourly(1, { cooldown_minutes: 120 })).outcome).toBe('ignored');
    expect(bench.alerts.size).toBe(1);

    const told = new Bench();
    told.judge(firingOf({ cooldown_minutes: 30 }));
    told.act({ kind: 'resolve' });
    told.judge(firingOf({ window: 2, verdict: 'clear' }));
    told.judge(firingOf({ window: 3, cooldown_minutes: 30 }));
    expect(told.judge(firingOf({ window: 4, verdict: 'clear' })).outcome).toBe('cleared');
    told.now += DAY;
    told.settle();
    expect(told.alerts.size).toBe(1);
  });
});

describe('people', () => {
  it('acknowledge once; it stays quiet and counts on until the condition clears', () => {
    const bench = new Bench();
    bench.judge(firingOf());
    expect(bench.act({ kind: 'acknowledge' })).toBeUndefined();
    const at = new Date(START).toISOString();
    expect(bench.act({ kind: 'acknowledge' })).toEqual({
      code: 'alert.already_acknowledged',
      by: 'ann@example.com',
      at,
    });
    expect(bench.judge(firingOf({ window: 2 })).outcome).toBe('repeated');
    expect(bench.open).toMatchObject({ status: 'acknowledged', occurrences: 2 });
    bench.judge(firingOf({ window: 3, verdict: 'clear' }));
    expect(bench.judge(firingOf({ window: 4 })).outcome).toBe('raised');
  });

  it('resolve what still holds: quiet until it has cleared, then armed again', () => {
    const bench = new Bench();
    bench.judge(firingOf());
    bench.act({ kind: 'resolve' });
    expect(bench.judge(firingOf({ window: 2 }))).toMatchObject({ outcome: 'held', changes: [] });
    expect(bench.judge(firingOf({ revision: 2, window: 2 }))).toMatchObject({ outcome: 'held', changes: [] });
    expect(bench.judge(firingOf({ revision: 2, window: 3, verdict: 'clear' })).outcome).toBe('cleared');
    expect(bench.judge(firingOf({ revision: 2, window: 4 })).outcome).toBe('raised');
    expect(bench.act({ kind: 'resolve' }, 'alr_1')).toMatchObject({
      code: 'alert.already_resolved',
      by: 'ann@example.com',
    });
  });

  it('resolve a threshold of the hour: a new revision of the same hour stays quiet, the next hour does not', () => {
    const bench = new Bench();
    bench.judge(hourly(0));
    bench.act({ kind: 'resolve' });
    expect(bench.judge(hourly(0, { revision: 2 })).outcome).toBe('held');
    bench.now = START + 65 * MINUTE;
    expect(bench.judge(hourly(1, { revision: 2 })).outcome).toBe('raised');
  });

  it('resolve what happens anew each time: the next event and the next schedule raise again', () => {
    const event = new Bench();
    event.judge(firingOf({ holds_until: START + 60 * MINUTE }));
    event.act({ kind: 'resolve' });
    event.now += MINUTE;
    expect(event.judge(firingOf({ window: 2, holds_until: event.now + 60 * MINUTE })).outcome).toBe('raised');

    const schedule = new Bench();
    schedule.judge(firingOf({ deviation: null }));
    expect(schedule.judge(firingOf({ window: 2, deviation: null })).outcome).toBe('repeated');
    schedule.act({ kind: 'resolve' });
    expect(schedule.judge(firingOf({ window: 3, deviation: null })).outcome).toBe('raised');
  });

  it('snooze: it wakes up pending while the condition holds, and is over when that is', () => {
    const bench = new Bench();
    bench.judge(firingOf());
    bench.act({ kind: 'acknowledge' });
    bench.act({ kind: 'snooze', until: START + 30 * MINUTE });
    expect(bench.act({ kind: 'acknowledge' })).toMatchObject({ code: 'alert.snoozed' });
    bench.judge(firingOf({ window: 2 }));
    expect(bench.open).toMatchObject({ status: 'snoozed', occurrences: 2 });
    bench.now = START + 31 * MINUTE;
    bench.settle();
    expect(bench.open).toMatchObject({ status: 'pending', snoozed_until: null, acknowledged_by: null });
    bench.act({ kind: 'snooze', until: START + 60 * MINUTE });
    bench.judge(firingOf({ window: 3, verdict: 'clear' }));
    expect(bench.alerts.get('alr_1')).toMatchObject({ status: 'resolved', snoozed_until: null });
    bench.now = START + DAY;
    bench.settle();
    expect(bench.open).toBeNull();
  });
});

describe('a false positive', () => {
  it('ends the alert and keeps quiet what is no larger and of the same direction, counted once a window', () => {
    const bench = new Bench();
    bench.judge(firingOf({ deviation: { direction: 'up', size: 3 } }));
    expect(bench.act({ kind: 'false_positive' })).toBeUndefined();
    expect(bench.alerts.get('alr_1')).toMatchObject({
      status: 'resolved',
      false_positive: true,
      resolved_by: 'ann@example.com',
    });
    expect(bench.act({ kind: 'false_positive' }, 'alr_1')).toMatchObject({ code: 'alert.already_marked' });

    const smaller = firingOf({ window: 2, deviation: { direction: 'up', size: 2.9 } });
    const quiet = { outcome: 'suppressed', alert_id: 'alr_1', suppressed_upto: 3, changes: [] };
    expect(bench.judge(smaller)).toMatchObject({ ...quiet, quieted: [{ alert_id: 'alr_1', firings: 1 }] });
    expect(bench.judge(smaller)).not.toHaveProperty('quieted');
    // The window is not used up: a larger deviation of the same one fires.
    expect(bench.judge(firingOf({ window: 2, deviation: { direction: 'up', size: 3.1 } })).outcome).toBe('raised');
  });

  it('says nothing of the other direction, and nothing once the mark has run out', () => {
    const down = new Bench();
    down.judge(firingOf({ mark_days: 7 }));
    down.act({ kind: 'false_positive' });
    expect(down.judge(firingOf({ window: 2, deviation: { direction: 'down', size: 1 } })).outcome).toBe('raised');
    const late = new Bench();
    late.judge(firingOf({ mark_days: 7 }));
    late.act({ kind: 'false_positive' });
    late.now += 7 * DAY - 1;
    expect(late.judge(firingOf({ window: 2 })).outcome).toBe('suppressed');
    late.now += 1;
    expect(late.judge(firingOf({ window: 3 })).outcome).toBe('raised');
  });

  it('covers the largest deviation the alert has seen, and can be said of one that has ended', () => {
    const bench = new Bench();
    bench.judge(firingOf({ deviation: { direction: 'up', size: 5 } }));
    bench.judge(firingOf({ window: 2, deviation: { direction: 'up', size: 2 } }));
    bench.judge(firingOf({ window: 3, verdict: 'clear' }));
    expect(bench.act({ kind: 'false_positive' }, 'alr_1')).toBeUndefined();
    expect(bench.alerts.get('alr_1')).toMatchObject({ false_positive: true, resolved_by: 'condition_cleared' });
    expect(bench.judge(firingOf({ window: 4, deviation: { direction: 'up', size: 5 } })).outcome).toBe('suppressed');
  });
});
