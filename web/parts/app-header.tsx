/** The bar on top of every signed-in page: brand, main sections, project, account. On a phone the sections are at the bottom. */
import './app-header.css';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../client.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { Select } from './field.tsx';
import { Icon } from './icon.tsx';
import { Skeleton } from './skeleton.tsx';

interface Props {
  session: Session | undefined;
  project?: Project | undefined;
  /** Left out on pages that concern the whole workspace: they show its name instead of a choice of projects. */
  onProject?: (id: string) => void;
}

const SECTIONS = [
  { href: '/', root: '/', name: 'Overview', icon: 'chart' },
  { href: '/settings/projects', root: '/settings', name: 'Settings', icon: 'settings' },
] as const;

/** The header; while the session loads it keeps its shape. */
export function AppHeader({ session, project, onProject }: Props): JSX.Element {
  return (
    <header class="app-header">
      <a class="skip-link" href="#content">
        Skip to content
      </a>
      <div class="app-header-row">
        <Brand href="/" />
        <Sections />
        <div class="app-header-project">
          {!session ? (
            <Skeleton shape="control" />
          ) : !onProject ? (
            <span class="app-header-tenant">{session.tenant?.name}</span>
          ) : (
            project && (
              <Select
                label="Project"
                value={project.id}
                options={session.projects.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={onProject}
              />
            )
          )}
        </div>
        <AccountMenu session={session} />
      </div>
    </header>
  );
}

function Sections(): JSX.Element {
  const { path } = useLocation();
  return (
    <nav class="sections" aria-label="Main">
      {SECTIONS.map(({ href, root, name, icon }) => (
        <a
          key={href}
          href={href}
          aria-current={(root === '/' ? path === root : path.startsWith(root)) ? 'page' : undefined}
        >
          <Icon name={icon} />
          {name}
        </a>
      ))}
    </nav>
  );
}
