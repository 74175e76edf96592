/** One daily check: when it ran, what it compared, what differed. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Reconciliation } from '../../../base/api/types.ts';
import { formatMoment, formatRange } from '../../../base/words/format.ts';
import { Badge } from '../../../parts/data/badge.tsx';
import { Row } from '../rows.tsx';
import { type Change, changesOf, timeOf, whatOf, whereOf } from './difference.ts';

/** More differences than this are one fault, and the first ones show which. */
const SHOWN = 20;

/** A row; differences are one tap away. */
export function CheckRow({ check }: { check: Reconciliation }): JSX.Element {
  const { created_at, from_day, to_day, checked, differences } = check;
  const count = differences.length;
  return (
    <Row
      title={<time dateTime={created_at}>{formatMoment(created_at)}</time>}
      marks={
        count === 0 ? (
          <Badge kind="good" icon="check">{t`Everything agreed`}</Badge>
        ) : (
          <Badge kind="warn">{plural(count, { one: '# number corrected', other: '# numbers corrected' })}</Badge>
        )
      }
    >
      <p>
        {formatRange(from_day, to_day)} · {plural(checked, { one: '# number compared', other: '# numbers compared' })}
      </p>
      {count > 0 && (
        <details class="check-details">
          <summary>{t`What differed`}</summary>
          <ul>
            {differences.slice(0, SHOWN).map((difference) => (
              <li key={JSON.stringify(difference)}>
                <span class="check-what">{whatOf(difference)}</span> · {timeOf(difference)} · {whereOf(difference)}
                {changesOf(difference).map((change) => (
                  <Correction key={change.name} {...change} />
                ))}
              </li>
            ))}
          </ul>
          {count > SHOWN && <p>{plural(count - SHOWN, { one: 'and # more', other: 'and # more' })}</p>}
        </details>
      )}
    </Row>
  );
}

function Correction({ name, found, expected }: Change): JSX.Element {
  return (
    <p class="check-change">
      {name}: <del>{found}</del> <ins>{expected}</ins>
    </p>
  );
}
