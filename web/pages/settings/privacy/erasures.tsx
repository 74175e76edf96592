/** Erasing one person from a project, and the receipts of it. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Reply, request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { Badge } from '../../../parts/data/badge.tsx';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Row, RowLines, Section } from '../rows.tsx';
import { ErasePerson } from './erase-person.tsx';
import { fieldName } from './field-name.ts';

type Erasure = Reply<'/v1/privacy/erasures', 'get'>['data'][number];

/** How often a running erasure is looked at. */
const WATCH_MS = 1500;

/** The form, then the receipts, newest first. A receipt does not say who was erased. */
export function Erasures({ project }: { project: Project }): JSX.Element {
  const [running, setRunning] = useState(false);
  const list = useQuery(
    project.id,
    (signal) => request.get('/v1/privacy/erasures', { query: { limit: 50 }, project: project.id, signal }),
    running ? WATCH_MS : 0,
  );
  const rows = list.data?.data;
  const busy = rows?.some(({ status }) => status === 'running') ?? false;
  useEffect(() => setRunning(busy), [busy]);
  return (
    <Section
      title={t`Erase a person`}
      lead={t`All that the events of ${{ project: project.name }} say about the person goes, for ever. Type, time and amount stay, so the numbers stand.`}
    >
      <ErasePerson project={project} onErased={list.retry} />
      {rows && rows.length > 0 && (
        <>
          <h3 class="privacy-receipts">{t`Receipts`}</h3>
          <ul class="rows">
            {rows.map((each) => (
              <Receipt key={each.id} item={each} />
            ))}
          </ul>
        </>
      )}
      {!rows &&
        (list.error ? (
          <ErrorState title={t`The receipts could not be loaded`} error={list.error} onRetry={list.retry} />
        ) : (
          <RowLines />
        ))}
    </Section>
  );
}

function Receipt({ item }: { item: Erasure }): JSX.Element {
  const { id, status, created_at, matched_by, scanned, erased, exports } = item;
  const count = exports.length;
  const fields = matched_by.map(fieldName).join(', ');
  return (
    <Row
      title={formatMoment(created_at)}
      marks={status === 'done' ? <Badge kind="good">{t`Done`}</Badge> : <Badge kind="info">{t`Running`}</Badge>}
    >
      <p>
        {plural(erased, { one: '# event erased', other: '# events erased' })} ·{' '}
        {plural(scanned, { one: '# event looked at', other: '# events looked at' })} · {t`found by ${{ fields }}`}
      </p>
      {count > 0 && (
        <p>
          {plural(count, {
            one: '# export that was made before was deleted as well. What was downloaded of it is yours to delete.',
            other:
              '# exports that were made before were deleted as well. What was downloaded of them is yours to delete.',
          })}
        </p>
      )}
      <p>
        <code>{id}</code>
      </p>
    </Row>
  );
}
