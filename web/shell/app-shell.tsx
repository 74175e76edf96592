/** The frame of every signed-in page: brand, project, sections and person; beside the page, or above and below it on a phone. */
import './app-shell.css';
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../base/api/types.ts';
import { useOnline } from '../base/time/clock.ts';
import { setZoneOnScreen } from '../base/words/format.ts';
import { Icon } from '../parts/data/icon.tsx';
import { Notice } from '../parts/data/notice.tsx';
import { Skeleton } from '../parts/data/skeleton.tsx';
import { Select } from '../parts/form/field.tsx';
import { Toaster } from '../parts/layer/toast.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useFeedOf } from './alert-feed.ts';
import { AlertToasts } from './alert-toasts.tsx';
import { Bell } from './bell.tsx';
import { Brand } from './brand.tsx';
import { Leaving } from './leaving.tsx';
import { isWithin, SECTIONS } from './navigation.ts';
import { can, pickProject } from './session.tsx';

/** The time zone of a project's screen, once below its heading; it keeps its room while the project loads. */
export function ZoneName({ project }: { project: Project | undefined }): JSX.Element {
  return <p class="page-zone">{project ? t`Times in ${{ zone: project.timezone.replaceAll('_', ' ') }}` : '\u00a0'}</p>;
}

interface Props {
  session: Session | undefined;
  project?: Project | undefined;
  /** Left out on pages that concern the whole workspace: they show its name instead of a choice of projects. */
  onProject?: (id: string) => void;
  /** The class of the page's main element. */
  page: string;
  children: ComponentChildren;
}

/** The frame; while the session loads it keeps its shape. */
export function AppShell({ session, project, onProject, page, children }: Props): JSX.Element {
  const online = useOnline();
  setZoneOnScreen(project?.timezone);
  const listens = session !== undefined && !session.user.deletes_at && can(session, 'alerts:read');
  // Pages about the whole workspace use the project that was open last.
  useFeedOf(listens ? (project ?? pickProject(session.projects, undefined)) : undefined);
  return (
    <div class="shell">
      <a class="skip-link" href="#content">
        {t`Skip to content`}
      </a>
      <header class="shell-bar">
        <Brand href="/" />
        <div class="shell-project">
          <ProjectChoice {...{ session, project, onProject }} />
        </div>
        <Sections />
        <div class="shell-person">
          <Bell session={listens ? session : undefined} />
          <AccountMenu session={session} />
        </div>
      </header>
      <main id="content" class={`shell-page ${page}`} tabIndex={-1}>
        {session && <Leaving session={session} />}
        {children}
      </main>
      <AlertToasts />
      <Toaster />
      {!online && <Notice icon="offline">{t`You are offline. What you see may be old; changes have to wait.`}</Notice>}
    </div>
  );
}

function ProjectChoice({ session, project, onProject }: Pick<Props, 'session' | 'project' | 'onProject'>): JSX.Element {
  if (!session) return <Skeleton shape="control" />;
  if (!onProject || !project) {
    return (
      <bdi class="shell-tenant" title={session.tenant?.name}>
        {session.tenant?.name}
      </bdi>
    );
  }
  return (
    <Select
      label={t`Project`}
      value={project.id}
      options={session.projects.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onProject}
    />
  );
}

/** How many sections fit beside each other on a phone; the others are behind "More". */
const TABS = 4;

function Sections(): JSX.Element {
  const { path } = useLocation();
  const overflows = SECTIONS.length > TABS + 1;
  const link = (index: number) => {
    const section = SECTIONS[index]!;
    return (
      <a
        key={section.href}
        href={section.href}
        class={overflows && index >= TABS ? 'sections-rest' : undefined}
        aria-current={isWithin(path, section) ? 'page' : undefined}
      >
        <Icon name={section.icon} />
        <span>{i18n._(section.name)}</span>
      </a>
    );
  };
  const rest = SECTIONS.slice(TABS);
  return (
    <nav class="sections" aria-label={t`Main`}>
      {SECTIONS.map((_, index) => link(index))}
      {overflows && (
        <button
          type="button"
          class="sections-more"
          popovertarget="more-sections"
          aria-current={rest.some((section) => isWithin(path, section)) ? 'true' : undefined}
        >
          <Icon name="more" />
          <span>{t`More`}</span>
        </button>
      )}
      {overflows && (
        <div id="more-sections" class="sections-sheet" popover="auto">
          {rest.map((section) => (
            <a key={section.href} href={section.href} aria-current={isWithin(path, section) ? 'page' : undefined}>
              <Icon name={section.icon} />
              {i18n._(section.name)}
            </a>
          ))}
        </div>
      )}
    </nav>
  );
}
