/** A list without alerts: good news most of the time. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { Button, ButtonLink } from '../../../parts/form/button.tsx';
import { isNarrowed, type Tab, type View } from '../view.ts';

/** Why there is nothing, and the way on. */
export function NoAlerts({ view, onClear }: { view: View; onClear: () => void }): JSX.Element {
  return (
    <div class="panel page-panel">
      {isNarrowed(view) ? (
        <EmptyState title={t`No alert is like that`} icon="filter" action={<Clear onClear={onClear} />}>
          {t`Nothing in this list has this severity, rule and time.`}
        </EmptyState>
      ) : (
        <Quiet tab={view.tab} />
      )}
    </div>
  );
}

const Clear = ({ onClear }: { onClear: () => void }): JSX.Element => (
  <Button onClick={onClear}>{t`Clear filters`}</Button>
);

function Quiet({ tab }: { tab: Tab }): JSX.Element {
  if (tab === 'snoozed') {
    return (
      <EmptyState title={t`Nothing is snoozed`} icon="clock">
        {t`An alert that you snooze waits here, and comes back by itself at the time you choose.`}
      </EmptyState>
    );
  }
  if (tab === 'resolved') {
    return (
      <EmptyState title={t`Nothing resolved yet`} icon="check">
        {t`Alerts end up here when you resolve them, or when what caused them is over.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t`All quiet`} icon="check" action={<ButtonLink href="/rules">{t`See your rules`}</ButtonLink>}>
      {tab === 'all'
        ? t`No rule has found anything yet.`
        : t`Nothing needs you right now. When a rule finds something, it shows here at once.`}
    </EmptyState>
  );
}
