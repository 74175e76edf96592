/** The head of the page: which day the cards show, how fresh they are, and the way to another day. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Query } from '../../base/api/query.ts';
import type { Kpis, Project } from '../../base/api/types.ts';
import { addDays, isDay } from '../../base/time/calendar.ts';
import { useNow } from '../../base/time/clock.ts';
import { formatAge, formatDay, formatTime } from '../../base/words/format.ts';
import { Icon } from '../../parts/data/icon.tsx';
import { isQuiet } from '../../parts/data/kpi-cards.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';
import { useFeed } from '../../shell/alert-feed.ts';
import { Verdict } from './verdict.tsx';

interface Props {
  project: Project;
  date: string;
  today: string;
  kpis: Query<Kpis>;
  /** Undefined means today. */
  onDate: (day: string | undefined) => void;
}

/** Title, freshness and day picker. */
export function DayBar({ project, date, today, kpis, onDate }: Props): JSX.Element {
  const live = date === today;
  const pick = (day: string) => onDate(day < today ? day : undefined);
  return (
    <div class="day-bar">
      <div>
        <h1>{live ? t`Today so far` : formatDay(date, 'long')}</h1>
        <Verdict project={project} kpis={kpis} live={live} />
        <Freshness project={project} kpis={kpis} live={live} today={today} />
      </div>
      <DayPicker date={date} today={today} quiet={!kpis.stale && isQuiet(kpis.data)} onPick={pick} />
    </div>
  );
}

interface FreshnessProps {
  project: Project;
  kpis: Query<Kpis>;
  live: boolean;
  today: string;
}

function Freshness({ project, kpis, live, today }: FreshnessProps): JSX.Element {
  const now = useNow(1000);
  const { live: feed } = useFeed();
  if (kpis.data && kpis.error && !kpis.stale) {
    return (
      <p class="freshness freshness-old" role="status">
        <Icon name="alert" size={14} />
        {t`Could not refresh. Showing ${{ time: formatTime(kpis.at) }}.`}
        <button type="button" class="link" onClick={kpis.retry}>
          {t`Try again`}
        </button>
      </p>
    );
  }
  if (!kpis.data || kpis.stale) return <p class="freshness">{!kpis.error && t`Loading…`}</p>;
  return (
    <p class="freshness">
      {live ? (
        <>
          <span class="live-dot" aria-hidden="true" />
          <span>{formatDay(today, 'short')}</span>
          <span>{feed ? t`Live` : t`Updated: ${{ age: formatAge(kpis.at, now) }}`}</span>
        </>
      ) : (
        <span>{project.timezone.replaceAll('_', ' ')}</span>
      )}
    </p>
  );
}

interface PickerProps {
  date: string;
  today: string;
  /** Nothing has happened yet on the day shown. */
  quiet: boolean;
  onPick: (day: string) => void;
}

function DayPicker({ date, today, quiet, onPick }: PickerProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const live = date === today;
  return (
    <div class="day-picker">
      {(!live || quiet) && (
        <Button kind="quiet" onClick={() => onPick(live ? addDays(date, -1) : today)}>
          {live ? t`See yesterday` : t`Back to today`}
        </Button>
      )}
      <div class="day-steps">
        <Button kind="quiet" icon="left" aria-label={t`Previous day`} onClick={() => onPick(addDays(date, -1))} />
        <button type="button" class="day-name" onClick={() => input.current?.showPicker()}>
          <Icon name="calendar" />
          {live ? t`Today` : formatDay(date, 'short')}
          <span class="visually-hidden">{t`Choose a day`}</span>
        </button>
        <input
          ref={input}
          type="date"
          class="day-input"
          tabIndex={-1}
          aria-label={t`Day`}
          value={date}
          max={today}
          onChange={({ currentTarget: { value } }) => isDay(value) && onPick(value)}
        />
        <Button
          kind="quiet"
          icon="right"
          aria-label={t`Next day`}
          disabled={live}
          onClick={() => onPick(addDays(date, 1))}
        />
      </div>
    </div>
  );
}

/** The same shape without content. */
export function DayBarSkeleton(): JSX.Element {
  return (
    <div class="day-bar">
      <div>
        <h1>
          <span class="visually-hidden">{t`Overview`}</span>
          <Skeleton shape="title" />
        </h1>
        <p class="day-verdict" />
        <p class="freshness">{t`Loading…`}</p>
      </div>
      <div class="day-picker">
        <Skeleton shape="control" />
      </div>
    </div>
  );
}
