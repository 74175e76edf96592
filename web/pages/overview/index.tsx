/** The Overview page: chooses between loading, error, first run and the numbers. */
import './overview.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../../base/api/types.ts';
import { AppShell } from '../../shell/app-shell.tsx';
import { NoProject } from '../../shell/page.tsx';
import { pickProject, rememberProject, useSession } from '../../shell/session.tsx';
import { Dashboard, DashboardSkeleton, Failed } from './dashboard.tsx';
import { readView, type View, viewUrl } from './view.ts';

/** Today's numbers of one project, a chart of any of them, and what has just happened. */
export function Overview(): JSX.Element {
  const { query, route } = useLocation();
  const session = useSession();
  const view = readView(query);
  const project = session.data && pickProject(session.data.projects, view.project);
  const change = (patch: Partial<View>) => route(viewUrl({ ...view, ...patch }));
  const choose = (id: string) => change({ project: id, metric: undefined, date: undefined });
  useEffect(() => {
    if (project) rememberProject(project);
  }, [project]);
  return (
    <AppShell session={session.data} project={project} onProject={choose} page="overview">
      {session.data?.tenant ? (
        <ProjectView key={project?.id} session={session.data} project={project} view={view} onChange={change} />
      ) : session.error && session.error.status !== 401 ? (
        <Failed title={t`Your account could not be loaded`} error={session.error} onRetry={session.retry} />
      ) : (
        <DashboardSkeleton />
      )}
    </AppShell>
  );
}

interface ProjectProps {
  session: Session;
  project: Project | undefined;
  view: View;
  onChange: (patch: Partial<View>) => void;
}

function ProjectView({ session, project, view, onChange }: ProjectProps): JSX.Element {
  if (!project) {
    return (
      <>
        <h1 class="visually-hidden">{t`Overview`}</h1>
        <NoProject session={session} />
      </>
    );
  }
  return <Dashboard session={session} project={project} view={view} onChange={onChange} />;
}
