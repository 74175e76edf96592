/** After how long a critical alert that nobody has acknowledged goes to the next person. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { type Reply, request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { useQuery } from '../../../base/api/query.ts';
import { errorText } from '../../../base/words/error-words.ts';
import { SelectField } from '../../../parts/form/choices.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Section } from '../rows.tsx';

const PATH = '/v1/notification-settings';
const WAITS = [5, 15, 30, 60];

/** One choice, saved at once. */
export function Escalation({ project }: { project: string }): JSX.Element {
  const { data, retry } = useQuery<Reply<typeof PATH, 'get'>>(project, (signal) =>
    request.get(PATH, { project, signal }),
  );
  const wait = data?.escalate_after_minutes ?? null;
  const change = (minutes: string) =>
    request.put(PATH, { project, body: { escalate_after_minutes: minutes ? Number(minutes) : null } }).then(
      () => {
        say(t`Changes saved.`);
        retry();
      },
      (error: ApiError) => say(errorText(error), undefined, { icon: 'alert' }),
    );
  const waits = [...new Set([...WAITS, ...(wait === null ? [] : [wait])])].sort((a, b) => a - b);
  return (
    <Section
      title={t`When nobody takes it on`}
      lead={t`A critical alert that nobody has acknowledged goes to the next person by mail, and so on until somebody acts: owners first, whoever may acknowledge it.`}
    >
      {data && (
        <SelectField
          label={t`The next person hears of it`}
          name="escalate_after_minutes"
          value={wait === null ? '' : String(wait)}
          options={[
            { value: '', label: t`Never` },
            ...waits.map((minutes) => ({
              value: String(minutes),
              label: plural(minutes, { one: 'After # minute', other: 'After # minutes' }),
            })),
          ]}
          onChange={change}
        />
      )}
    </Section>
  );
}
