/** A month to choose a first and a last day in, with the keys that a grid of days has everywhere. */
import { t } from '@lingui/core/macro';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { addDays } from '../../base/time/calendar.ts';
import { firstWeekday, formatDay, formatValue, formatWeekday } from '../../base/words/format.ts';
import { Button } from './button.tsx';

interface Days {
  from: string;
  to: string;
}

interface Props {
  /** The chosen range, if there is one. */
  value: Days | undefined;
  today: string;
  onChange: (days: Days) => void;
}

/** The first press begins a range, the second ends it. */
export function Calendar({ value, today, onChange }: Props): JSX.Element {
  const [cursor, setCursor] = useState(value?.to ?? today);
  const [start, setStart] = useState<string>();
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  // At once: the next key may follow before the next frame.
  useLayoutEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [cursor]);
  const go = (day: string, focus: boolean) => {
    moved.current = focus;
    setCursor(day > today ? today : day);
  };
  const press = (event: TargetedKeyboardEvent<HTMLTableElement>) => {
    const to = target(event, cursor);
    if (!to) return;
    event.preventDefault();
    go(to, true);
  };
  const pick = (day: string) => {
    if (start === undefined) {
      setStart(day);
      return go(day, true);
    }
    onChange(day < start ? { from: day, to: start } : { from: start, to: day });
  };
  const range =
    start === undefined ? value : cursor < start ? { from: cursor, to: start } : { from: start, to: cursor };
  return (
    <div class="calendar">
      <MonthBar cursor={cursor} today={today} onGo={(day) => go(day, false)} />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that arrow keys walk through */}
      <table ref={grid} role="grid" aria-label={formatDay(cursor, 'fullMonth')} onKeyDown={press}>
        <thead>
          <tr>
            {weekOf(cursor).map((day) => (
              <th key={day} scope="col" aria-label={formatWeekday(day, 'long')}>
                {formatWeekday(day, 'narrow')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(cursor).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <Day
                  key={day}
                  {...{ day, cursor, today, range }}
                  onPick={pick}
                  onHover={() => start && go(day, false)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="calendar-hint" role="status">
        {start === undefined ? t`Choose the first day` : t`Choose the last day`}
      </p>
    </div>
  );
}

function MonthBar({
  cursor,
  today,
  onGo,
}: {
  cursor: string;
  today: string;
  onGo: (day: string) => void;
}): JSX.Element {
  return (
    <div class="calendar-head">
      <Button kind="quiet" icon="left" aria-label={t`Previous month`} onClick={() => onGo(addMonths(cursor, -1))} />
      <strong aria-live="polite">{formatDay(cursor, 'fullMonth')}</strong>
      <Button
        kind="quiet"
        icon="right"
        aria-label={t`Next month`}
        disabled={cursor.slice(0, 7) >= today.slice(0, 7)}
        onClick={() => onGo(addMonths(cursor, 1))}
      />
    </div>
  );
}

interface DayProps {
  day: string;
  cursor: string;
  today: string;
  range: Days | undefined;
  onPick: (day: string) => void;
  onHover: () => void;
}

function Day({ day, cursor, today, range, onPick, onHover }: DayProps): JSX.Element {
  if (day.slice(0, 7) !== cursor.slice(0, 7)) return <td />;
  const within = range !== undefined && day >= range.from && day <= range.to;
  const edge = day === range?.from || day === range?.to;
  return (
    <td class={within ? (edge ? 'day-within day-edge' : 'day-within') : undefined}>
      <button
        type="button"
        tabIndex={day === cursor ? 0 : -1}
        disabled={day > today}
        aria-label={formatDay(day, 'whole')}
        aria-pressed={within}
        aria-current={day === today ? 'date' : undefined}
        onClick={() => onPick(day)}
        onPointerEnter={onHover}
      >
        {formatValue(Number(day.slice(8)), '', '')}
      </button>
    </td>
  );
}

/** The day that a key leads to from `day`. */
function target({ key, shiftKey }: KeyboardEvent, day: string): string | undefined {
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  const inWeek = weekOf(day).indexOf(day);
  const steps: Record<string, number> = {
    ArrowLeft: -forward,
    ArrowRight: forward,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -inWeek,
    End: 6 - inWeek,
  };
  if (key === 'PageUp' || key === 'PageDown') return addMonths(day, (key === 'PageUp' ? -1 : 1) * (shiftKey ? 12 : 1));
  const step = steps[key];
  return step === undefined ? undefined : addDays(day, step);
}

/** The same day of another month, or that month's last. */
function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The seven days of a day's week, as the reader's weeks begin. */
function weekOf(day: string): string[] {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  const first = addDays(day, -((weekday - firstWeekday() + 7) % 7));
  return Array.from({ length: 7 }, (_, at) => addDays(first, at));
}

/** The weeks that touch a day's month; always six, so that the box keeps its height. */
function weeksOf(day: string): string[][] {
  const [first] = weekOf(`${day.slice(0, 8)}01`);
  return Array.from({ length: 6 }, (_, week) => weekOf(addDays(first!, week * 7)));
}
