/** How old what is on screen is, when it cannot be renewed. */
import './stale-age.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Query } from '../../base/api/query.ts';
import { useNow } from '../../base/time/clock.ts';
import { formatAge } from '../../base/words/format.ts';
import { Icon } from './icon.tsx';

/** Nothing while the data is fresh; a line with its age and a way to try again when the last refresh failed. */
export function StaleAge({ query }: { query: Query<unknown> }): JSX.Element | null {
  const now = useNow(10_000);
  if (query.data === undefined || !query.error) return null;
  return (
    <p class="stale-age" role="status">
      <Icon name="alert" size={14} />
      <span>{t`Could not refresh. What you see is from ${{ age: formatAge(query.at, now) }}.`}</span>
      <button type="button" class="link" onClick={query.retry}>
        {t`Try again`}
      </button>
    </p>
  );
}
