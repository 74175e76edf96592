/** Pure: when a schedule runs, in the wall-clock time of its zone. */
import { Cron } from 'croner';

/** Schedules that an isolate keeps compiled: many rules share one. */
const MAX_KEPT = 500;
const kept = new Map<string, Cron>();

/** Why `expression` is no schedule: not five fields, a value out of range, or a day that no year has. Undefined when it is one. */
export function cronFault(expression: string): string | undefined {
  if (expression.trim().split(/\s+/).length !== 5 || /[?@]/.test(expression)) {
    return 'needs five fields: minute, hour, day of the month, month, weekday';
  }
  try {
    return compile(expression, 'UTC').nextRun(new Date(0)) ? undefined : 'never runs: no year has such a day';
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '');
  }
}

/**
 * The first run after the instant `after` (ms). A time of day that a spring gap swallows runs once right after the gap; one
 * that an autumn overlap repeats runs once, the first time. Steps and wildcards of the hour run through both as time passes.
 * @throws when the expression or the zone is not valid, or when it never runs.
 */
export function nextRun(expression: string, zone: string, after: number): number {
  const next = compile(expression, zone).nextRun(new Date(after));
  if (!next) throw new Error(`The schedule ${expression} never runs.`);
  return next.getTime();
}

function compile(expression: string, zone: string): Cron {
  const name = `${zone} ${expression}`;
  const known = kept.get(name);
  if (known) return known;
  const cron = new Cron(expression.trim(), {
    paused: true,
    mode: '5-part',
    fixedTimeRule: 'no-wildcard',
    timezone: zone,
  });
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(name, cron);
  return cron;
}
