/** Which days the chart shows, and whether the period before is drawn too. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { isDay, type Range } from '../../base/time/calendar.ts';
import { Field } from '../../parts/form/field.tsx';
import { Segmented } from '../../parts/form/segmented.tsx';
import { Switch } from '../../parts/form/switch.tsx';
import type { View } from './view.ts';

const ranges = (): { value: Range; label: string }[] => [
  { value: 'today', label: t`Today` },
  ...(['7', '30', '90'] as const).map((value) => ({
    value,
    label: plural({ days: Number(value) }, { one: '# day', other: '# days' }),
  })),
  { value: 'custom', label: t`Custom` },
];

interface Props {
  view: View;
  days: { from: string; to: string };
  today: string;
  onChange: (patch: Partial<View>) => void;
}

/** Presets, two native date inputs for any other range, and the compare switch. */
export function RangePicker({ view, days, today, onChange }: Props): JSX.Element {
  const choose = (range: Range) => onChange(range === 'custom' ? { range, ...days } : { range });
  return (
    <>
      <Switch label={t`Compare`} checked={view.compare} onChange={(compare) => onChange({ compare })} />
      <Segmented legend={t`Date range`} value={view.range} options={ranges()} onChange={choose} />
      {view.range === 'custom' && <CustomDays days={days} today={today} onChange={onChange} />}
    </>
  );
}

function CustomDays({ days, today, onChange }: Omit<Props, 'view'>): JSX.Element {
  // The other end follows when the two would cross, so no choice is ever refused.
  const setFrom = (from: string) => isDay(from) && onChange({ from, to: from > days.to ? from : days.to });
  const setTo = (to: string) => isDay(to) && onChange({ from: to < days.from ? to : days.from, to });
  return (
    <div class="custom-days">
      <Field
        compact
        label={t`From`}
        type="date"
        value={days.from}
        max={today}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <Field
        compact
        label={t`To`}
        type="date"
        value={days.to}
        max={today}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
    </div>
  );
}
