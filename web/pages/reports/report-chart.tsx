/** The fourteen days of a number as bars; drawn as shapes, so that they print in any size. */
import type { JSX } from 'preact';
import { addDays } from '../../base/time/calendar.ts';
import { formatDay, formatValue } from '../../base/words/format.ts';

const WIDTH = 280;
const HEIGHT = 64;
const GAP = 4;

interface Props {
  /** What it shows, for those who cannot see it. */
  label: string;
  /** Oldest first, up to the day `to`. */
  values: readonly (number | null)[];
  to: string;
  unit: string;
  currency: string;
  /** How many of the last days the report is about; as many, a week before them, are what they are compared with. */
  days: number;
}

/** The days of the report stand out, those of the week before a little. Time runs from left to right in every language here. */
export function ReportChart({ label, values, to, unit, currency, days }: Props): JSX.Element {
  const highest = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const step = WIDTH / values.length;
  const dayOf = (index: number) => addDays(to, index + 1 - values.length);
  return (
    <div>
      <svg
        class="report-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {values.map((value, index) => {
          const height = Math.max(1, (Math.max(0, value ?? 0) / highest) * (HEIGHT - 2));
          const day = dayOf(index);
          return (
            <rect
              key={day}
              x={index * step + GAP / 2}
              y={HEIGHT - height}
              width={step - GAP}
              height={height}
              rx="1.5"
              fill="currentColor"
              fill-opacity={shadeOf(index - values.length, days)}
            >
              <title>{`${formatDay(day, 'short')}: ${formatValue(value, unit, currency)}`}</title>
            </rect>
          );
        })}
      </svg>
      <p class="report-days" dir="ltr" aria-hidden="true">
        <span>{formatDay(dayOf(0), 'short')}</span>
        <span>{formatDay(to, 'short')}</span>
      </p>
    </div>
  );
}

/** `place` counts from the end: -1 is the last day. */
function shadeOf(place: number, days: number): number {
  if (place >= -days) return 1;
  return place >= -days - 7 && place < -7 ? 0.5 : 0.18;
}
