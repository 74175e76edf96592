/** The frame of the settings: header, sections, the page's heading, and the session that every section needs. */
import '../../account/error-words.ts';
import type { Project, Session } from '../../base/api/types.ts';
import './settings.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { ErrorState } from '../../parts/data/error-state.tsx';
import { AppShell, ZoneName } from '../../shell/app-shell.tsx';
import { pickProject, rememberProject, useSession } from '../../shell/session.tsx';
import { RowsSkeleton } from './rows.tsx';

const sectionsOfSettings = () => [
  { href: '/settings/projects', name: t`Projects` },
  { href: '/settings/keys', name: t`Keys` },
  { href: '/settings/team', name: t`Team` },
  { href: '/settings/notifications', name: t`Notifications` },
  { href: '/settings/deliveries', name: t`Deliveries` },
  { href: '/settings/privacy', name: t`Privacy` },
  { href: '/settings/checks', name: t`Daily checks` },
  { href: '/settings/audit-log', name: t`Audit log` },
  { href: '/settings/workspace', name: t`Workspace` },
  { href: '/settings/account', name: t`Account` },
];

interface Shown {
  session: Session;
  /** The project in the header, on pages that are about one. */
  project: Project | undefined;
  /** Loads the session again after a change. */
  reload: () => void;
}

interface Props {
  title: string;
  lead: string;
  /** The page is about one project, chosen in the header. */
  perProject?: boolean;
  /** The page is about the workspace and shows times: by the clock of the project that was looked at last, which it names. */
  zoned?: boolean;
  children: (shown: Shown) => ComponentChildren;
}

/** One section of the settings; while the session loads it keeps its shape. */
export function SettingsPage({ title, lead, perProject, zoned, children }: Props): JSX.Element {
  const { query, path, route } = useLocation();
  const session = useSession();
  const project = (perProject || zoned) && session.data ? pickProject(session.data.projects, query.project) : undefined;
  const choose = (id: string) => route(`${path}?project=${id}`);
  useEffect(() => {
    if (perProject && project) rememberProject(project);
  }, [perProject, project]);
  const failed = session.error && session.error.status !== 401 && !session.data;
  return (
    <AppShell session={session.data} project={project} onProject={perProject ? choose : undefined} page="settings">
      <SettingsNav path={path} />
      <div class="settings-page">
        <div class="settings-head">
          <h1>{title}</h1>
          <p>{lead}</p>
          {(perProject || zoned) && <ZoneName project={project} />}
        </div>
        {session.data?.tenant ? (
          children({ session: session.data, project, reload: session.retry })
        ) : failed && session.error ? (
          <div class="panel">
            <ErrorState title={t`Your account could not be loaded`} error={session.error} onRetry={session.retry} />
          </div>
        ) : (
          <RowsSkeleton />
        )}
      </div>
    </AppShell>
  );
}

/** On a phone it scrolls sideways: where the reader is must be in sight. */
function SettingsNav({ path }: { path: string }): JSX.Element {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <nav class="settings-nav" aria-label={t`Settings`} ref={nav}>
      {sectionsOfSettings().map(({ href, name }) => (
        <a key={href} href={href} aria-current={href === path ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
