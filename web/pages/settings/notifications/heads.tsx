/** The daily signed head of the ledger, for owners: a mail by choice, and what the ledger is called in the public files. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { Switch } from '../../../parts/form/switch.tsx';
import { Section } from '../rows.tsx';
import type { Part } from './use-preferences.ts';

type Props = Part & { project: Project };

export function Heads({ wanted, change, project }: Props): JSX.Element {
  const load = (signal: AbortSignal) =>
    request.get('/v1/events/heads', { project: project.id, query: { limit: 1 }, signal });
  const { data } = useQuery(project.id, load);
  const last = data?.data[0]?.day;
  return (
    <Section
      title={t`Proof of your events`}
      lead={t`Once a day Signalbox writes a short proof of all events received so far. Keep it outside of Signalbox: with it you can show later that none of them was changed or removed.`}
    >
      <Switch
        label={t`Mail me the proof every day`}
        checked={wanted.ledger_heads}
        onChange={(ledger_heads) => change({ ledger_heads })}
      />
      {data && (
        <p class="ways-missing">
          <span>{t`Name of this project in the public files:`}</span>
          <code>{data.ledger}</code>
          {last && (
            <a href={`/.well-known/signalbox-heads/${last}.json`} download>
              {t`Latest public file`}
            </a>
          )}
        </p>
      )}
    </Section>
  );
}
