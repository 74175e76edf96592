/** A range of days: presets, and a calendar whose week begins as the reader's does. */
import './date-range.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { addDays } from '../calendar.ts';
import { formatRange } from '../format.ts';
import { Button } from './button.tsx';
import { Calendar } from './calendar.tsx';
import { Icon } from './icon.tsx';

export interface Days {
  from: string;
  to: string;
}

interface Props {
  value: Days;
  /** Today in the project's time zone: nothing later can be chosen. */
  today: string;
  onChange: (days: Days) => void;
  /** What else is offered, first. */
  presets?: { label: string; days: Days }[];
}

/** A button that shows the range and opens a popover to choose another. */
export function DateRange({ value, today, onChange, presets = [] }: Props): JSX.Element {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const choose = (days: Days) => {
    box.current?.hidePopover();
    onChange(days);
  };
  return (
    <div class="date-range">
      <Button icon="calendar" popovertarget={id} aria-haspopup="dialog" aria-expanded={open}>
        <span>{formatRange(value.from, value.to)}</span>
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
              {[...presets, ...usual(today)].map(({ label, days }) => (
                <li key={label}>
                  <button
                    type="button"
                    aria-pressed={days.from === value.from && days.to === value.to}
                    onClick={() => choose(days)}
                  >
                    {label}
                  </button>
                </li>
              ))}
            </ul>
            <Calendar value={value} today={today} onChange={choose} />
          </>
        )}
      </div>
    </div>
  );
}

function usual(today: string): { label: string; days: Days }[] {
  const last = (count: number) => ({ from: addDays(today, 1 - count), to: today });
  const monthStart = `${today.slice(0, 8)}01`;
  const before = addDays(monthStart, -1);
  return [
    { label: t`Today`, days: last(1) },
    { label: t`Last 7 days`, days: last(7) },
    { label: t`Last 30 days`, days: last(30) },
    { label: t`Last 90 days`, days: last(90) },
    { label: t`This month`, days: { from: monthStart, to: today } },
    { label: t`Last month`, days: { from: `${before.slice(0, 8)}01`, to: before } },
    { label: t`Last 12 months`, days: { from: addDays(today, -364), to: today } },
  ];
}
