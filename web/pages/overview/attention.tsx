/** Needs attention: what is new, most severe first; good news when there is nothing. */
import './attention.css';
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../base/api/live.ts';
import { useNow } from '../../base/time/clock.ts';
import { formatAge } from '../../base/words/format.ts';
import { AlertTitle, useSentence } from '../../base/words/sentence.ts';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { Icon } from '../../parts/data/icon.tsx';
import { LEVELS, Severity } from '../../parts/data/severity.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { readFeed, useFeed } from '../../shell/alert-feed.ts';
import { alertUrl } from '../../shell/alert-toasts.tsx';

const SHOWN = 5;

/** At most five alerts. Live, through the feed that the frame holds. */
export function Attention(): JSX.Element {
  const { pending, error } = useFeed();
  const now = useNow(10_000);
  const worst = pending && [...pending].sort((a, b) => LEVELS.indexOf(a.severity) - LEVELS.indexOf(b.severity));
  const more = (worst?.length ?? 0) - SHOWN;
  return (
    <section class="panel attention" aria-labelledby="attention-title">
      <div class="attention-head">
        <h2 id="attention-title">{t`Needs attention`}</h2>
        <a key={more > 0} href={alertUrl()}>
          {more > 0 ? plural(more, { one: '# more', other: '# more' }) : t`All alerts`}
        </a>
      </div>
      {!worst && error ? (
        <ErrorState title={t`The alerts could not be loaded`} error={error} onRetry={readFeed} />
      ) : !worst ? (
        <Waiting />
      ) : worst.length === 0 ? (
        <Done title={t`All quiet`} text={t`No alert waits for you.`} />
      ) : (
        <ul>
          {worst.slice(0, SHOWN).map((alert) => (
            <Row key={alert.id} alert={alert} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ alert, now }: { alert: Alert; now: number }): JSX.Element {
  return (
    <li>
      <a class="attention-row" href={alertUrl(alert.id)}>
        <Severity level={alert.severity} />
        <span class="attention-words">
          <strong>
            <AlertTitle alert={alert} />
          </strong>
          <span>
            <time dateTime={alert.created_at}>{formatAge(Date.parse(alert.created_at), now)}</time> ·{' '}
            {useSentence(alert)}
          </span>
        </span>
      </a>
    </li>
  );
}

/** The good news that nothing is left. */
export function Done({ title, text }: { title: string; text: string }): JSX.Element {
  return (
    <div class="attention-quiet">
      <span class="attention-good">
        <Icon name="check" />
      </span>
      <strong>{title}</strong>
      <span>{text}</span>
    </div>
  );
}

function Waiting(): JSX.Element {
  return (
    <ul aria-busy="true">
      <li class="attention-row">
        <span class="attention-words">
          <Skeleton />
          <Skeleton shape="text" />
        </span>
      </li>
    </ul>
  );
}
