/** Exports of the whole workspace: requested, watched while they run, downloaded through a signed link. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../../../base/api/action.ts';
import { type Reply, request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import { formatBytes, formatMoment, formatValue } from '../../../base/words/format.ts';
import { Badge } from '../../../parts/data/badge.tsx';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { ErrorLine, ErrorState } from '../../../parts/data/error-state.tsx';
import { Skeleton } from '../../../parts/data/skeleton.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Row, Section } from '../rows.tsx';

type Export = Reply<'/v1/exports', 'get'>['data'][number];

/** How often a running export is looked at. */
const WATCH_MS = 1500;

/** The newest exports; one at a time runs. */
export function Exports(): JSX.Element {
  const [running, setRunning] = useState(false);
  const list = useQuery(
    'exports',
    (signal) => request.get('/v1/exports', { query: { limit: 50 }, signal }),
    running ? WATCH_MS : 0,
  );
  const rows = list.data?.data;
  const busy = rows?.some(({ status }) => status === 'running') ?? false;
  useEffect(() => setRunning(busy), [busy]);
  const asking = useAction();
  const start = () => asking.run(() => request.post('/v1/exports', { body: {} }).then(list.retry));
  return (
    <Section
      title={t`Export`}
      lead={t`Everything that the workspace holds, as one file: projects, events, numbers, rules, alerts, members and the audit log.`}
      action={
        <Button kind="primary" onClick={start} busy={asking.busy || busy} disabled={asking.busy || busy}>
          {busy ? t`Exporting…` : t`Export everything`}
        </Button>
      }
    >
      {asking.error && <ErrorLine error={asking.error} />}
      <div class="privacy-list">
        {rows && rows.length > 0 && (
          <ul class="rows">
            {rows.map((each) => (
              <ExportRow key={each.id} item={each} onChange={list.retry} />
            ))}
          </ul>
        )}
        {rows?.length === 0 && (
          <EmptyState title={t`No export yet`}>
            {t`An export is ready within minutes and can be downloaded for a week.`}
          </EmptyState>
        )}
        {!rows && !list.error && <Skeleton shape="wide" />}
        {!rows && list.error && (
          <ErrorState title={t`The exports could not be loaded`} error={list.error} onRetry={list.retry} />
        )}
      </div>
    </Section>
  );
}

function ExportRow({ item, onChange }: { item: Export; onChange: () => void }): JSX.Element {
  const [deleting, setDeleting] = useState(false);
  const { busy, error, run } = useAction();
  const { id, status, created_at } = item;
  const download = () =>
    run(async () => {
      const { download_url } = await request.get('/v1/exports/{id}', { path: { id } });
      if (download_url) location.assign(download_url);
      else onChange();
    });
  const remove = () =>
    request.delete('/v1/exports/{id}', { path: { id } }).then(() => {
      say(t`Export deleted.`);
      onChange();
    });
  return (
    <Row
      title={formatMoment(created_at)}
      marks={<Status status={status} />}
      actions={
        <>
          {status === 'ready' && (
            <Button icon="download" onClick={download} busy={busy}>
              {t`Download`}
            </Button>
          )}
          {status === 'ready' && (
            <Button
              kind="quiet"
              icon="trash"
              aria-label={t`Delete the export of ${{ time: formatMoment(created_at) }}`}
              onClick={() => setDeleting(true)}
            />
          )}
        </>
      }
    >
      {status === 'running' && <Progress {...item.progress} />}
      <p>{detailOf(item)}</p>
      {error && <ErrorLine error={error} />}
      {deleting && (
        <Confirm
          title={t`Delete this export?`}
          action={t`Delete export`}
          busy={t`Deleting…`}
          danger
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          {t`Its link stops working at once. You can make another export at any time.`}
        </Confirm>
      )}
    </Row>
  );
}

/** A bar that says how much is done as soon as that is known. */
function Progress({ events, total }: Export['progress']): JSX.Element {
  const known = total ? { value: Math.min(events, total), max: total } : {};
  return <progress class="export-progress" aria-label={t`Exporting…`} {...known} />;
}

function detailOf({ status, counts, bytes, expires_at, progress }: Export): string {
  if (status === 'running' && progress.total) {
    const done = formatValue(progress.events, 'count', '');
    const total = formatValue(progress.total, 'count', '');
    return t`${{ done }} of ${{ total }} events`;
  }
  const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const lines = plural(count, { one: '# line', other: '# lines' });
  if (status === 'ready') {
    return `${lines} · ${formatBytes(bytes)} · ${t`until ${{ time: formatMoment(expires_at) }}`}`;
  }
  return status === 'running' ? t`${lines} so far` : lines;
}

function Status({ status }: { status: Export['status'] }): JSX.Element {
  if (status === 'ready') return <Badge kind="good">{t`Ready`}</Badge>;
  if (status === 'running') return <Badge kind="info">{t`Running`}</Badge>;
  return status === 'failed' ? <Badge kind="bad">{t`Failed`}</Badge> : <Badge>{t`Expired`}</Badge>;
}
