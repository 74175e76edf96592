/** One report, as it was frozen: to read, to print, to show to others. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Button, ButtonLink } from '../../../parts/form/button.tsx';
import { ProjectPage } from '../../../shell/page.tsx';
import { can } from '../../../shell/session.tsx';
import { ReportBody, ReportSkeleton, reportDays, reportName } from '../report-body.tsx';
import { ShareDialog } from '../share-dialog.tsx';

/** The report that the address names. */
export function ReportView(): JSX.Element {
  const { query } = useLocation();
  const [sharing, setSharing] = useState(false);
  const id = query.report ?? '';
  return (
    <ProjectPage
      title={t`Report`}
      actions={({ session, project }) => (
        <>
          <ButtonLink href={`/reports?project=${project.id}`}>{t`All reports`}</ButtonLink>
          {can(session, 'projects:manage') && <Button onClick={() => setSharing(true)}>{t`Share`}</Button>}
          <Button onClick={() => print()}>{t`Print`}</Button>
          {sharing && <ShareDialog project={project.id} report={id} onClose={() => setSharing(false)} />}
        </>
      )}
      skeleton={<ReportSkeleton />}
    >
      {({ project }) => <Loaded key={id} project={project} id={id} />}
    </ProjectPage>
  );
}

function Loaded({ project, id }: { project: Project; id: string }): JSX.Element {
  // The address names none in the moment in which another page takes over.
  const { data, error, retry } = useQuery(id || null, (signal) =>
    request.get('/v1/reports/{id}', { project: project.id, path: { id }, signal }),
  );
  if (!data && error) {
    return (
      <div class="panel page-panel">
        <ErrorState title={t`This report could not be loaded`} error={error} onRetry={retry} />
      </div>
    );
  }
  if (!data) return <ReportSkeleton />;
  return (
    <>
      <p class="page-lead">
        <strong>{`${reportName(data.kind)}: ${reportDays(data)}`}</strong>
        {' · '}
        {data.kind === 'daily' ? t`Compared with the same weekday a week before.` : t`Compared with the week before.`}{' '}
        {t`As known on ${{ time: formatMoment(data.created_at) }}. Events that came later are not in it.`}
      </p>
      <ReportBody report={{ ...data, project: project.name, expires_at: '' }} />
    </>
  );
}
