/** What all projects took in today, one number a currency. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { formatMoney } from '../../base/words/format.ts';
import { LiveValue } from '../../parts/data/live-value.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import type { Sum } from './sums.ts';

interface Props {
  sums: Sum[];
  /** Projects of the workspace. */
  count: number;
  /** The numbers of all of them are known. */
  whole: boolean;
}

/** Waits for every project: a sum of some would be too small. */
export function Totals({ sums, count, whole }: Props): JSX.Element {
  return (
    <section class="panel portfolio-totals" aria-labelledby="totals-title" aria-busy={!whole}>
      <h2 id="totals-title">{t`Net revenue today`}</h2>
      {whole ? (
        <dl class="portfolio-sums">
          {sums.map(({ currency, value, projects: count }) => (
            <div key={currency}>
              <dd>
                <LiveValue text={formatMoney(value, currency)} scope={currency} />
              </dd>
              <dt>
                {currency} · {plural(count, { one: '# project', other: '# projects' })}
              </dt>
            </div>
          ))}
        </dl>
      ) : (
        <p class="portfolio-sums">
          <Skeleton shape="value" />
          <span class="visually-hidden">{plural(count, { one: '# project', other: '# projects' })}</span>
        </p>
      )}
    </section>
  );
}
