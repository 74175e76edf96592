/** What can be done with all selected alerts, below the page as long as any is. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../../base/api/live.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Moves } from '../actions/action-buttons.tsx';
import type { Question } from '../actions/question.ts';
import type { Act } from '../actions/use-actions.ts';

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
