/** Actions on alerts: shown at once, sent afterwards, undone while there is time, corrected when refused. */
import { plural, t } from '@lingui/core/macro';
import { useCallback } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import type { Alert } from '../../../base/api/live.ts';
import { say } from '../../../parts/layer/toast.tsx';
import { tellAlert } from '../../../shell/alert-feed.ts';
import { doneText, refusalText } from '../words.ts';
import { type AlertAction, afterAction, allows, send } from './actions.ts';
import { defer } from './defer.ts';

/** How long there is time to take something back. */
const UNDO_MS = 6000;
/** Parallel requests when many alerts are changed at once. */
const LANES = 4;

export type Act = (alerts: Alert[], action: AlertAction) => void;

/** Applies an action to those of the alerts that allow it; `by` is the person's name in the API. */
export function useMoves(by: string): Act {
  return useCallback(
    (alerts, action) => {
      const apt = alerts.filter((alert) => allows(alert, action.kind));
      if (apt.length === 0) return;
      for (const alert of apt) tellAlert(afterAction(alert, action, by, Date.now()));
      const text = doneText(action.kind, apt.length);
      // Others have to know at once who took it on, so this cannot wait.
      if (action.kind === 'acknowledge') {
        say(text);
        void commit(apt, action, false);
        return;
      }
      const later = defer((leaving) => void commit(apt, action, leaving), UNDO_MS);
      const undo = () => later.cancel() && apt.map((alert) => tellAlert(alert));
      say(text, undo, { shown_ms: UNDO_MS });
    },
    [by],
  );
}

async function commit(alerts: Alert[], action: AlertAction, leaving: boolean): Promise<void> {
  const errors: ApiError[] = [];
  const queue = [...alerts];
  const lane = async () => {
    for (let alert = queue.shift(); alert; alert = queue.shift()) {
      try {
        tellAlert(await send(alert, action, leaving));
      } catch (error) {
        errors.push(error as ApiError);
        tellAlert(await asItIs(alert));
      }
    }
  };
  await Promise.all(Array.from({ length: leaving ? alerts.length : LANES }, lane));
  if (errors.length === 0) return;
  const text = plural(errors.length, { one: '# alert could not be changed.', other: '# alerts could not be changed.' });
  const reason = refusalText(errors[0]!);
  say(alerts.length === 1 ? reason : `${text} ${reason}`, undefined, { icon: 'alert' });
}

/** The alert as the API has it; as it was here if that cannot be read. */
async function asItIs(alert: Alert): Promise<Alert> {
  const input = { path: { id: alert.id }, project: alert.project_id };
  return await request.get('/v1/alerts/{id}', input).catch(() => alert);
}

/** The message when a viewer presses a key that they may not use. */
export const mayNot = (): void => say(t`Your role may look at alerts, not change them.`, undefined, { icon: 'info' });
