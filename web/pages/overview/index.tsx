/** The Overview page: chooses between loading, error, first run and the numbers. */
import './overview.css';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../../client.ts';
import { useOnline } from '../../clock.ts';
import { AppHeader } from '../../parts/app-header.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { can, pickProject, rememberProject, useSession } from '../../session.tsx';
import { Dashboard, DashboardSkeleton } from './dashboard.tsx';
import { readView, type View, viewUrl } from './view.ts';

/** Today's numbers of one project, a chart of any of them, and what has just happened. */
export function Overview(): JSX.Element {
  const { query, route } = useLocation();
  const session = useSession();
  const online = useOnline();
  const view = readView(query);
  const project = session.data && pickProject(session.data.projects, view.project);
  const change = (patch: Partial<View>) => route(viewUrl({ ...view, ...patch }));
  const choose = (id: string) => change({ project: id, metric: undefined, date: undefined });
  useEffect(() => {
    if (project) rememberProject(project);
  }, [project]);
  return (
    <>
      <AppHeader session={session.data} project={project} onProject={choose} />
      <main id="content" class="overview" tabIndex={-1}>
        {session.data?.tenant ? (
          <ProjectView key={project?.id} session={session.data} project={project} view={view} onChange={change} />
        ) : session.error && session.error.status !== 401 ? (
          <div class="panel overview-error">
            <h1 class="visually-hidden">Overview</h1>
            <ErrorState title="Your account could not be loaded" error={session.error} onRetry={session.retry} />
          </div>
        ) : (
          <DashboardSkeleton />
        )}
      </main>
      {!online && <Notice icon="offline">You are offline. The numbers stay as they are until you are back.</Notice>}
    </>
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
      <div class="panel overview-error">
        <h1 class="visually-hidden">Overview</h1>
        <EmptyState title="No project yet">
          A project holds the events of one business or app. {whoCreates(session)}
        </EmptyState>
      </div>
    );
  }
  return <Dashboard session={session} project={project} view={view} onChange={onChange} />;
}

function whoCreates(session: Session): JSX.Element | string {
  if (!can(session, 'projects:create')) return 'Owners and admins create projects.';
  return <a href="/settings/projects">Create one in the settings</a>;
}
