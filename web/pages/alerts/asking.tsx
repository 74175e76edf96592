/** What has to be asked before an alert is moved: until when it sleeps, and whether it is known what a false positive teaches. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatMoment } from '../../format.ts';
import type { Alert } from '../../live.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Lesson } from './lesson.tsx';
import { allows } from './moves.ts';
import { asInput, type SnoozeTime, snoozeTimes } from './snooze-times.ts';
import type { Act } from './use-moves.ts';

export interface Question {
  kind: 'snooze' | 'false_positive';
  alerts: Alert[];
}

interface Props {
  question: Question;
  act: Act;
  onClose: () => void;
}

/** The dialog of a question. */
export function Asking({ question: { kind, alerts }, act, onClose }: Props): JSX.Element {
  const apt = alerts.filter((alert) => allows(alert, kind));
  const props = { alerts: apt, act, onClose };
  return kind === 'snooze' ? <Snooze {...props} /> : <FalsePositive {...props} />;
}

type Asked = Omit<Props, 'question'> & { alerts: Alert[] };

function Snooze({ alerts, act, onClose }: Asked): JSX.Element {
  const [now] = useState(() => new Date());
  const [own, setOwn] = useState(() => asInput(snoozeTimes(now)[0]!.at));
  const until = (at: Date) => {
    onClose();
    act(alerts, { kind: 'snooze', until: at.toISOString() });
  };
  const names: Record<SnoozeTime['id'], string> = {
    hour: t`For an hour`,
    morning: t`Until tomorrow morning`,
    week: t`Until next week`,
  };
  const chosen = new Date(own);
  const title = plural(alerts.length, { one: 'Snooze this alert', other: 'Snooze # alerts' });
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="dialog-text">{t`It comes back by itself, unless what caused it is over by then.`}</p>
      <div class="snooze-times">
        {snoozeTimes(now).map(({ id, at }) => (
          <button key={id} type="button" class="snooze-time" onClick={() => until(at)}>
            <strong>{names[id]}</strong>
            <span>{formatMoment(at.toISOString())}</span>
          </button>
        ))}
      </div>
      <form
        class="snooze-own"
        onSubmit={(event) => {
          event.preventDefault();
          until(chosen);
        }}
      >
        <label>
          <span>{t`Until`}</span>
          <input
            class="input"
            type="datetime-local"
            required
            min={asInput(new Date(now.getTime() + 60_000))}
            max={asInput(new Date(now.getTime() + 364 * 86_400_000))}
            value={own}
            onInput={(event) => setOwn(event.currentTarget.value)}
          />
        </label>
        <Button type="submit" disabled={!(chosen > now)}>
          {t`Snooze`}
        </Button>
      </form>
    </Dialog>
  );
}

function FalsePositive({ alerts, act, onClose }: Asked): JSX.Element {
  const mark = () => {
    onClose();
    act(alerts, { kind: 'false_positive' });
  };
  const title = plural(alerts.length, { one: 'A false positive?', other: '# false positives?' });
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="lesson">{alerts.length === 1 ? <Lesson alert={alerts[0]!} /> : <Lessons />}</div>
      <div class="form-actions">
        <Button kind="primary" icon="flag" onClick={mark}>
          {t`Mark as false positive`}
        </Button>
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
