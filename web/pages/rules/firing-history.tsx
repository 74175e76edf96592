/** How often a rule raised an alert on each of the last days, as small bars. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { addDays, todayIn } from '../../base/time/calendar.ts';
import { formatDay } from '../../base/words/format.ts';
import type { Alert } from './rule-types.ts';
import { HISTORY_DAYS } from './use-rules.ts';
import { formatNumber } from './words.ts';

interface Props {
  /** Newest first; undefined while they are unknown. */
  alerts: Alert[] | undefined;
  since: number;
  timezone: string;
  severity: Alert['severity'];
}

const STEP = 4;
const HEIGHT = 24;
/** A day with this many alerts fills the height. */
const FULL = 4;

/** One bar a day, the newest at the end of the line; days without an alert are dots. */
export function FiringHistory({ alerts, since, timezone, severity }: Props): JSX.Element {
  const days = useMemo(() => countDays(alerts ?? [], timezone), [alerts, timezone]);
  const known = todayIn(timezone, since);
  return (
    <span class={!alerts?.length ? 'firing firing-quiet' : 'firing'}>
      <svg
        class={`firing-bars firing-${severity}`}
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {alerts &&
          days.map(({ day, count }, at) => {
            if (day < known) return null;
            const height = count === 0 ? 1.5 : 5 + (Math.min(count, FULL) / FULL) * (HEIGHT - 5);
            const tone = count === 0 ? 'firing-none' : undefined;
            return (
              <rect key={day} class={tone} x={at * STEP} y={HEIGHT - height} width={2.5} height={height} rx={0.75} />
            );
          })}
      </svg>
      <span class="firing-words">{alerts ? historyWords(alerts, timezone) : '…'}</span>
    </span>
  );
}

function countDays(alerts: Alert[], timezone: string): { day: string; count: number }[] {
  const today = todayIn(timezone, Date.now());
  const counts = new Map<string, number>();
  for (const { created_at } of alerts) {
    const day = todayIn(timezone, Date.parse(created_at));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return Array.from({ length: HISTORY_DAYS }, (_, at) => {
    const day = addDays(today, at + 1 - HISTORY_DAYS);
    return { day, count: counts.get(day) ?? 0 };
  });
}

function historyWords(alerts: Alert[], timezone: string): string {
  const newest = alerts[0];
  if (!newest) return t`No alert in ${{ days: formatNumber(HISTORY_DAYS) }} days`;
  const day = formatDay(todayIn(timezone, Date.parse(newest.created_at)), 'short');
  return plural(alerts.length, { one: `# alert, on ${day}`, other: `# alerts, last on ${day}` });
}
