/** Schedules that have words: which cron expressions they are, and back. */
import { t } from '@lingui/core/macro';
import { formatTime, formatWeekday } from '../../base/words/format.ts';

/** How often it is time; what has no words is a cron expression. */
export type Every = 'day' | 'workday' | 'week' | 'month' | 'cron';

export interface Plan {
  every: Every;
  /** `HH:MM`. */
  time: string;
  /** 0 is Sunday. */
  weekday: number;
  /** Of the month. */
  day: number;
  cron: string;
}

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIRST: Plan = { every: 'week', time: '08:00', weekday: 1, day: 1, cron: '0 8 * * 1' };

/** The plan of an expression of five fields; without one, Mondays at eight. */
export function planOf(cron: string | null | undefined): Plan {
  if (!cron) return FIRST;
  const own: Plan = { ...FIRST, every: 'cron', cron };
  const [, minute, hour, day = '', weekday = ''] = /^(\d{1,2}) (\d{1,2}) (\S+) \* (\S+)$/.exec(cron.trim()) ?? [];
  if (minute === undefined || Number(minute) > 59 || Number(hour) > 23) return own;
  const time = `${hour!.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekday === '*') return { ...own, every: 'day', time };
  if (day === '*' && /^(1-5|mon-fri)$/i.test(weekday)) return { ...own, every: 'workday', time };
  const named = NAMES.indexOf(weekday.toLowerCase());
  const dow = named >= 0 ? named : /^[0-7]$/.test(weekday) ? Number(weekday) % 7 : -1;
  if (day === '*' && dow >= 0) return { ...own, every: 'week', time, weekday: dow };
  const dom = /^\d{1,2}$/.test(day) ? Number(day) : 0;
  if (weekday === '*' && dom >= 1 && dom <= 31) return { ...own, every: 'month', time, day: dom };
  return own;
}

/** The expression of a plan. */
export function cronOf({ every, time, weekday, day, cron }: Plan): string {
  if (every === 'cron') return cron.trim();
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const rest = { day: '* * *', workday: '* * 1-5', week: `* * ${weekday}`, month: `${day} * *` }[every];
  return `${minute} ${hour} ${rest}`;
}

/** A weekday's name; 0 is Sunday. */
export function weekdayName(weekday: number): string {
  // 4 January 1970 was a Sunday.
  return formatWeekday(`1970-01-${String(4 + weekday).padStart(2, '0')}`, 'long');
}

/** `Every Monday at 08:00`. */
export function planWords(plan: Plan): string {
  const [hour = 0, minute = 0] = plan.time.split(':').map(Number);
  const time = formatTime(Date.UTC(1970, 0, 1, hour, minute), 'UTC');
  return {
    day: t`Every day at ${{ time }}`,
    workday: t`Monday to Friday at ${{ time }}`,
    week: t`Every ${{ weekday: weekdayName(plan.weekday) }} at ${{ time }}`,
    month: t`On day ${{ day: plan.day }} of each month at ${{ time }}`,
    cron: t`By the schedule ${{ cron: plan.cron }}`,
  }[plan.every];
}
