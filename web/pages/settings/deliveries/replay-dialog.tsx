/** Sending everything again that was given up since a day. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import { addDays, instantOf, todayIn } from '../../../base/time/calendar.ts';
import { zoneOnScreen } from '../../../base/words/format.ts';
import { Field } from '../../../parts/form/field.tsx';
import { Form } from '../../../parts/form/form.tsx';
import { Dialog } from '../../../parts/layer/dialog.tsx';

interface Props {
  project: string;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** From the beginning of the chosen day, by the clock of the project. */
export function ReplayDialog({ project, onClose, onDone }: Props): JSX.Element {
  const today = todayIn(zoneOnScreen(), Date.now());
  const submit = async (form: FormData) => {
    const since = new Date(instantOf(`${form.get('since')}T00:00`, zoneOnScreen())).toISOString();
    const { replayed } = await request.post('/v1/deliveries/replay', { project, body: { since } });
    onDone(
      replayed === 0
        ? t`Nothing was given up since then.`
        : plural(replayed, { one: '# message is on its way again.', other: '# messages are on their way again.' }),
    );
    onClose();
  };
  return (
    <Dialog title={t`Send given-up ones again`} onClose={onClose}>
      <Form submit={t`Send again`} busy={t`Sending…`} onSubmit={submit} onCancel={onClose}>
        <Field
          label={t`Given up since`}
          type="date"
          name="since"
          defaultValue={addDays(today, -1)}
          max={today}
          required
          hint={t`500 at once at most. Whoever does not want them any more gets none.`}
        />
      </Form>
    </Dialog>
  );
}
