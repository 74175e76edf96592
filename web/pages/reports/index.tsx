/** The reports of a project: each day and week that was told, the newest first, and making one now. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useAction } from '../../base/api/action.ts';
import { request } from '../../base/api/api.ts';
import { useList } from '../../base/api/list.ts';
import type { ListedReport, Project, Report } from '../../base/api/types.ts';
import { formatChange, formatValue } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { ErrorLine, ErrorState } from '../../parts/data/error-state.tsx';
import { Icon } from '../../parts/data/icon.tsx';
import { Button } from '../../parts/form/button.tsx';
import { Segmented } from '../../parts/form/segmented.tsx';
import { ProjectPage } from '../../shell/page.tsx';
import { can } from '../../shell/session.tsx';
import { ReportSkeleton, reportDays, reportName } from './report-body.tsx';

/** What a day or week was like, kept as it was told. */
export function Reports(): JSX.Element {
  return (
    <ProjectPage
      title={t`Reports`}
      lead={t`What a day or a week was like: what moved and why. Get them by mail at your hour: Settings, Notifications.`}
      actions={({ session, project }) => can(session, 'rules:write') && <Make project={project} />}
    >
      {({ project }) => <ReportList project={project} />}
    </ProjectPage>
  );
}

const viewUrl = (project: string, report: string) => `/reports/view?project=${project}&report=${report}`;

/** The newest day and week that are over; one that was made already is opened. */
function Make({ project }: { project: Project }): JSX.Element {
  const { route } = useLocation();
  const { busy, error, run } = useAction();
  const make = (kind: Report['kind']) =>
    run(async () => {
      const { id } = await request.post('/v1/reports', { project: project.id, body: { kind } });
      route(viewUrl(project.id, id));
    });
  return (
    <>
      {error && <ErrorLine error={error} />}
      <Button busy={busy} onClick={() => make('daily')}>{t`Yesterday`}</Button>
      <Button busy={busy} onClick={() => make('weekly')}>{t`Last week`}</Button>
    </>
  );
}

type Kind = 'all' | Report['kind'];

function ReportList({ project }: { project: Project }): JSX.Element {
  const [kind, setKind] = useState<Kind>('all');
  const list = useList(`reports ${project.id} ${kind}`, (cursor, signal) =>
    request.get('/v1/reports', {
      project: project.id,
      query: { cursor, limit: 30, kind: kind === 'all' ? null : kind },
      signal,
    }),
  );
  const { rows, error } = list;
  return (
    <>
      <Segmented
        legend={t`Kind of report`}
        value={kind}
        options={[
          { value: 'all', label: t`All` },
          { value: 'daily', label: t`Days` },
          { value: 'weekly', label: t`Weeks` },
        ]}
        onChange={setKind}
      />
      {!rows && error && (
        <div class="panel page-panel">
          <ErrorState title={t`The reports could not be loaded`} error={error} onRetry={list.reload} />
        </div>
      )}
      {!rows && !error && <ReportSkeleton />}
      {rows?.length === 0 && <NoReports />}
      {rows && rows.length > 0 && (
        <div class="panel report-panel">
          {rows.map((report) => (
            <Row key={report.id} report={report} />
          ))}
          {list.more && <Button busy={list.busy} onClick={list.loadMore}>{t`Load more`}</Button>}
        </div>
      )}
    </>
  );
}

function Row({ report }: { report: ListedReport }): JSX.Element {
  const { id, project_id, kind, numbers, alerts_raised: count, currency } = report;
  const [lead] = numbers;
  const percent = lead?.delta_pct ?? null;
  const change = percent === null ? '' : ` (${percent < 0 ? '−' : '+'}${formatChange(percent)})`;
  const number = lead && `${cardName(lead)} ${formatValue(lead.value, lead.unit, currency)}${change}`;
  const alerts = count > 0 && plural(count, { one: '# alert', other: '# alerts' });
  return (
    <a class="action-row" href={viewUrl(project_id, id)}>
      <span class="action-icon">
        <Icon name="calendar" />
      </span>
      <span class="action-words">
        <strong>{`${reportName(kind)}: ${reportDays(report)}`}</strong>
        <span>{[number, alerts].filter(Boolean).join(' · ')}</span>
      </span>
      <Icon name="right" />
    </a>
  );
}

function NoReports(): JSX.Element {
  return (
    <div class="panel page-panel">
      <EmptyState title={t`No report yet`} action={<a href="/settings/notifications">{t`Get one each day or week`}</a>}>
        {t`Open yesterday’s or last week’s above, or choose an hour at which they come to you.`}
      </EmptyState>
    </div>
  );
}
