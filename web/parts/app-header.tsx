/** The bar on top of every signed-in page: brand, project, account. */
import './app-header.css';
import type { JSX } from 'preact';
import type { Project, Session } from '../client.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { Select } from './field.tsx';
import { Skeleton } from './skeleton.tsx';

interface Props {
  session: Session | undefined;
  project: Project | undefined;
  onProject: (id: string) => void;
}

/** The header; while the session loads it keeps its shape. */
export function AppHeader({ session, project, onProject }: Props): JSX.Element {
  return (
    <header class="app-header">
      <a class="skip-link" href="#content">
        Skip to content
      </a>
      <div class="app-header-row">
        <Brand href="/" />
        <div class="app-header-project">
          {session && project ? (
            <Select
              label="Project"
              value={project.id}
              options={session.projects.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={onProject}
            />
          ) : (
            !session && <Skeleton shape="control" />
          )}
        </div>
        <AccountMenu session={session} />
      </div>
    </header>
  );
}
