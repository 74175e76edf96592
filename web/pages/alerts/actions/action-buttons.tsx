/** The buttons for what can be done with alerts; those that make no sense for any of them are left out. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Alert } from '../../../base/api/live.ts';
import { Button } from '../../../parts/form/button.tsx';
import { type AlertAction, allows } from './actions.ts';
import type { Question } from './question.ts';
import type { Act } from './use-actions.ts';

interface Props {
  alerts: Alert[];
  act: Act;
  ask: (question: Question) => void;
}

/** Acknowledge, snooze, resolve, false positive. */
export function Moves({ alerts, act, ask }: Props): JSX.Element {
  const may = (kind: AlertAction['kind']) => alerts.some((alert) => allows(alert, kind));
  return (
    <>
      {may('acknowledge') && (
        <Button kind="primary" icon="check" aria-keyshortcuts="a" onClick={() => act(alerts, { kind: 'acknowledge' })}>
          {t`Acknowledge`}
        </Button>
      )}
      {may('snooze') && (
        <Button aria-keyshortcuts="s" onClick={() => ask({ kind: 'snooze', alerts })}>
          {t`Snooze`}
        </Button>
      )}
      {may('resolve') && (
        <Button aria-keyshortcuts="r" onClick={() => act(alerts, { kind: 'resolve' })}>
          {t`Resolve`}
        </Button>
      )}
      {may('false_positive') && (
        <Button kind="quiet" aria-keyshortcuts="f" onClick={() => ask({ kind: 'false_positive', alerts })}>
          {t`False positive`}
        </Button>
      )}
    </>
  );
}
