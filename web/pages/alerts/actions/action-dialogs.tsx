/** The dialogs before an action on an alert: until when to snooze, and what marking a false positive does. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Button } from '../../../parts/form/button.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { Lesson } from '../detail/lesson.tsx';
import { allows } from './actions.ts';
import { type Asked, type Question, useFirst } from './question.ts';
import { SnoozeDialog } from './snooze-dialog.tsx';

interface Props extends Omit<Asked, 'alerts'> {
  question: Question;
}

/** The dialog of a question. */
export function Asking({ question: { kind, alerts }, act, onClose }: Props): JSX.Element {
  const apt = alerts.filter((alert) => allows(alert, kind));
  const props = { alerts: apt, act, onClose };
  return kind === 'snooze' ? <SnoozeDialog {...props} /> : <FalsePositive {...props} />;
}

function FalsePositive({ alerts, act, onClose }: Asked): JSX.Element {
  const first = useFirst();
  const mark = () => {
    onClose();
    act(alerts, { kind: 'false_positive' });
  };
  const title = plural(alerts.length, { one: 'A false positive?', other: '# false positives?' });
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="lesson">{alerts.length === 1 ? <Lesson alert={alerts[0]!} /> : <Lessons />}</div>
      <div class="form-actions">
        <button type="button" ref={first} class="button button-primary" onClick={mark}>
          {t`Mark as false positive`}
        </button>
        <Button kind="quiet" onClick={onClose}>
          {t`Cancel`}
        </Button>
      </div>
    </Dialog>
  );
}

function Lessons(): JSX.Element {
  return (
    <p class="dialog-text">
      {t`They end now. For each rule, anything in the same direction that is no larger stays quiet for the days that the rule looks back. Larger ones still come through.`}
    </p>
  );
}
