/** Until when alerts are put aside: a few usual times, or one's own. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatMoment } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { type Asked, useFirst } from './asking.tsx';
import { asInput, type SnoozeTime, snoozeTimes } from './snooze-times.ts';

const MINUTE_MS = 60_000;
/** The API takes a year at most; the day that is left is for clocks that differ. */
const LONGEST_MS = 364 * 86_400_000;

/** Snoozes by the reader's own clock. */
export function SnoozeDialog({ alerts, act, onClose }: Asked): JSX.Element {
  const [now] = useState(() => new Date());
  const [ownTime, setOwnTime] = useState(false);
  const first = useFirst();
  const times = snoozeTimes(now);
  const until = (at: Date) => {
    onClose();
    act(alerts, { kind: 'snooze', until: at.toISOString() });
  };
  const names: Record<SnoozeTime['id'], string> = {
    hour: t`For an hour`,
    morning: t`Until tomorrow morning`,
    week: t`Until next week`,
  };
  const title = plural(alerts.length, { one: 'Snooze this alert', other: 'Snooze # alerts' });
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="dialog-text">{t`It comes back by itself, unless what caused it is over by then.`}</p>
      <div class="snooze-times">
        {times.map(({ id, at }, place) => (
          <button key={id} ref={place === 0 ? first : null} type="button" class="snooze-time" onClick={() => until(at)}>
            <strong>{names[id]}</strong>
            <span>{formatMoment(at.toISOString())}</span>
          </button>
        ))}
      </div>
      {ownTime ? (
        <OwnTime now={now} first={times[1]!.at} onChoose={until} />
      ) : (
        <Button kind="quiet" icon="calendar" onClick={() => setOwnTime(true)}>{t`Choose day and time`}</Button>
      )}
    </Dialog>
  );
}

function OwnTime({ now, first, onChoose }: { now: Date; first: Date; onChoose: (at: Date) => void }): JSX.Element {
  const [text, setText] = useState(() => asInput(first));
  const chosen = new Date(text);
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    onChoose(chosen);
  };
  return (
    <form class="snooze-own" onSubmit={choose}>
      <label>
        <span>{t`Until`}</span>
        <input
          class="input"
          type="datetime-local"
          required
          min={asInput(new Date(now.getTime() + MINUTE_MS))}
          max={asInput(new Date(now.getTime() + LONGEST_MS))}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" disabled={!(chosen > now)}>
        {t`Snooze`}
      </Button>
    </form>
  );
}
