/** A range of days: presets, and a calendar whose week begins as the reader's does. */
import './date-range.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { daysOf, type Moving, type Period } from '../../base/time/period.ts';
import { formatRange } from '../../base/words/format.ts';
import { Popover } from '../layer/popover.tsx';
import { Calendar } from './calendar.tsx';

interface Props<P extends Period | undefined> {
  /** Undefined is any time, where that may be chosen. */
  value: P;
  /** Today in the project's time zone: nothing later can be chosen. */
  today: string;
  onChange: (period: Period | P) => void;
  /** What no range at all is called; left out, there is always one. */
  any?: P extends undefined ? string : never;
}

/** A button that shows the range and opens a popover to choose another. */
export function DateRange<P extends Period | undefined>({ value, today, onChange, any }: Props<P>): JSX.Element {
  const days = value && daysOf(value, today);
  const presets: [Period | P, string][] = [...(any ? [[undefined as P, any] as [P, string]] : []), ...usual()];
  const named = presets.find(([period]) => period === value)?.[1];
  const button = (
    <>
      {named ?? (days && formatRange(days.from, days.to))}
      {named && days && <span class="visually-hidden">, {formatRange(days.from, days.to)}</span>}
    </>
  );
  return (
    <Popover icon="calendar" button={button} label={t`Choose days`}>
      {(close) => {
        const choose = (period: Period | P) => {
          close();
          onChange(period);
        };
        return (
          <>
            <ul class="date-range-presets">
              {presets.map(([period, label]) => (
                <li key={label}>
                  <button type="button" aria-pressed={period === value} onClick={() => choose(period)}>
                    {label}
                  </button>
                </li>
              ))}
            </ul>
            <Calendar value={days} today={today} onChange={choose} />
          </>
        );
      }}
    </Popover>
  );
}

function usual(): [Moving, string][] {
  return [
    ['today', t`Today`],
    ['7', t`Last 7 days`],
    ['30', t`Last 30 days`],
    ['90', t`Last 90 days`],
    ['month', t`This month`],
    ['last-month', t`Last month`],
    ['365', t`Last 12 months`],
  ];
}
