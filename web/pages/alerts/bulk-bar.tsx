/** What can be done with all selected alerts, below the page as long as any is. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../live.ts';
import { Button } from '../../parts/button.tsx';
import type { Question } from './asking.tsx';
import { Moves } from './move-buttons.tsx';
import type { Act } from './use-moves.ts';

interface Props {
  alerts: Alert[];
  act: Act;
  ask: (question: Question) => void;
  onClear: () => void;
}

/** A bar that covers nothing but the end of the page. */
export function BulkBar({ alerts, act, ask, onClear }: Props): JSX.Element {
  return (
    <section class="bulk-bar" aria-label={t`Selected alerts`}>
      <span class="bulk-count" role="status">
        {plural(alerts.length, { one: '# selected', other: '# selected' })}
      </span>
      <Moves alerts={alerts} act={act} ask={ask} />
      <Button kind="quiet" icon="close" aria-label={t`Clear selection`} onClick={onClear} />
    </section>
  );
}
