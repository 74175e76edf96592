/** Until when alerts are put aside: a few usual times, or one's own. */

import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DAY_MS, MINUTE_MS } from '../../../../worker/shared/durations.ts';
import { instantOf, wallTime } from '../../../base/time/calendar.ts';
import { formatMoment, zoneOnScreen } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';
import { type Asked, useFirst } from './question.ts';
import { type SnoozeTime, snoozeTimes } from './snooze-times.ts';

/** The API allows a year; one day less, because clocks differ. */
const LONGEST_MS = 364 * DAY_MS;

/** Snoozes by the clock of the screen. */
export function SnoozeDialog({ alerts, act, onClose }: Asked): JSX.Element {
  const [now] = useState(Date.now);
  const [ownTime, setOwnTime] = useState(false);
  const first = useFirst();
  const times = snoozeTimes(now, zoneOnScreen());
  const until = (at: number) => {
    onClose();
    act(alerts, { kind: 'snooze', until: new Date(at).toISOString() });
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
            <span>{formatMoment(new Date(at).toISOString())}</span>
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

function OwnTime({
  now,
  first,
  onChoose,
}: {
  now: number;
  first: number;
  onChoose: (at: number) => void;
}): JSX.Element {
  const zone = zoneOnScreen();
  const [text, setText] = useState(() => wallTime(first, zone));
  const chosen = instantOf(text, zone);
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
          min={wallTime(now + MINUTE_MS, zone)}
          max={wallTime(now + LONGEST_MS, zone)}
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
