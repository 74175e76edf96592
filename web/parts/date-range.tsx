/** A range of days: presets, and a calendar whose week begins as the reader's does. */
import './date-range.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { formatRange } from '../format.ts';
import { daysOf, type Moving, type Period } from '../period.ts';
import { Button } from './button.tsx';
import { Calendar } from './calendar.tsx';
import { Icon } from './icon.tsx';

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
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const choose = (period: Period | P) => {
    box.current?.hidePopover();
    onChange(period);
  };
  const days = value && daysOf(value, today);
  const presets: [Period | P, string][] = [...(any ? [[undefined as P, any] as [P, string]] : []), ...usual()];
  const named = presets.find(([period]) => period === value)?.[1];
  return (
    <div class="date-range">
      <Button icon="calendar" popovertarget={id} aria-haspopup="dialog" aria-expanded={open}>
        <span class="date-range-value">{named ?? (days && formatRange(days.from, days.to))}</span>
        {named && days && <span class="visually-hidden">{formatRange(days.from, days.to)}</span>}
        <Icon name="chevron" />
      </Button>
      <div
        id={id}
        ref={box}
        class="date-range-box"
        popover="auto"
        role="dialog"
        aria-label={t`Choose days`}
        onToggle={(event) => setOpen((event as unknown as ToggleEvent).newState === 'open')}
      >
        {open && (
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
        )}
      </div>
    </div>
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
