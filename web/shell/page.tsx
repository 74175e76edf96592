/** The two kinds of signed-in page: about one project, or about the whole workspace. Session, heading and states are done here. */
import './page.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../base/api/types.ts';
import { EmptyState } from '../parts/data/empty-state.tsx';
import { ErrorState } from '../parts/data/error-state.tsx';
import { Skeleton } from '../parts/data/skeleton.tsx';
import { AppShell, ZoneName } from './app-shell.tsx';
import { can, pickProject, rememberProject, type SessionQuery, useSession } from './session.tsx';

export interface Shown {
  session: Session;
  /** Loads the session again after a change. */
  reload: () => void;
}

interface HeadProps {
  title: string;
  lead?: ComponentChildren;
  /** The time zone, on screens of a project. */
  zone?: ComponentChildren;
  /** Buttons beside the heading. */
  actions?: ComponentChildren;
}

interface PageProps<S> extends Pick<HeadProps, 'title' | 'lead'> {
  actions?: (shown: S) => ComponentChildren;
  /** Shown instead of the content while the session loads. */
  skeleton?: ComponentChildren;
  children: (shown: S) => ComponentChildren;
}

/** A page about the whole workspace. */
export function WorkspacePage({ skeleton, children, actions, ...head }: PageProps<Shown>): JSX.Element {
  const session = useSession();
  const shown = shownOf(session);
  return (
    <AppShell session={session.data} page="page">
      <Head {...head} actions={shown && actions?.(shown)} />
      {shown ? children(shown) : <Waiting session={session} skeleton={skeleton} />}
    </AppShell>
  );
}

/** A page about one project, which is chosen in the frame; another project is another page. */
export function ProjectPage({
  skeleton,
  children,
  actions,
  ...head
}: PageProps<Shown & { project: Project }>): JSX.Element {
  const { query, path, route } = useLocation();
  const session = useSession();
  const project = session.data && pickProject(session.data.projects, query.project);
  useEffect(() => {
    if (project) rememberProject(project);
  }, [project]);
  const own = shownOf(session);
  const shown = own && project && { ...own, project };
  const choose = (id: string) => route(`${path}?project=${encodeURIComponent(id)}`);
  return (
    <AppShell session={session.data} project={project} onProject={choose} page="page">
      <Head {...head} zone={<ZoneName project={project} />} actions={shown && actions?.(shown)} />
      {shown ? (
        <div key={shown.project.id} class="page-content">
          {children(shown)}
        </div>
      ) : own ? (
        <NoProject session={own.session} />
      ) : (
        <Waiting session={session} skeleton={skeleton} />
      )}
    </AppShell>
  );
}

const shownOf = (session: SessionQuery): Shown | undefined =>
  session.data?.tenant ? { session: session.data, reload: session.retry } : undefined;

function Head({ title, lead, zone, actions }: HeadProps): JSX.Element {
  return (
    <div class="page-head">
      <div>
        <h1>{title}</h1>
        {lead && <p class="page-lead">{lead}</p>}
        {zone}
      </div>
      {actions && <div class="page-actions">{actions}</div>}
    </div>
  );
}

function Waiting({ session, skeleton }: { session: SessionQuery; skeleton: ComponentChildren }): JSX.Element {
  if (session.error && session.error.status !== 401 && !session.data) {
    return (
      <div class="panel page-panel">
        <ErrorState title={t`Your account could not be loaded`} error={session.error} onRetry={session.retry} />
      </div>
    );
  }
  if (skeleton) return <div aria-busy="true">{skeleton}</div>;
  return (
    <div class="panel page-panel" aria-busy="true">
      <Skeleton shape="wide" />
    </div>
  );
}

/** What a workspace without a project shows on a page that needs one. */
export function NoProject({ session }: { session: Session }): JSX.Element {
  return (
    <div class="panel page-panel">
      <EmptyState
        title={t`No project yet`}
        action={can(session, 'projects:create') && <a href="/settings/projects">{t`Create one in the settings`}</a>}
      >
        {t`A project holds the events of one business or app.`}{' '}
        {!can(session, 'projects:create') && t`Owners and admins create projects.`}
      </EmptyState>
    </div>
  );
}
