/** Settings: the projects of the workspace. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { projects } from '../../../account/api.ts';
import { industryName } from '../../../account/places.ts';
import type { Project, Session } from '../../../client.ts';
import { useList } from '../../../list.ts';
import { Button } from '../../../parts/button.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { say } from '../../../parts/toast.tsx';
import { can } from '../../../session.tsx';
import { Row, Rows, Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { ProjectDialog } from './project-dialog.tsx';

/** Each project is one business or app, with its own days, money and keys. */
export function Projects(): JSX.Element {
  return (
    <SettingsPage
      title={t`Projects`}
      lead={t`Each project is one business or app, with its own time zone, currency, keys and numbers.`}
    >
      {({ session, reload }) => <ProjectList session={session} onChange={reload} />}
    </SettingsPage>
  );
}

function ProjectList({ session, onChange }: { session: Session; onChange: () => void }): JSX.Element {
  const list = useList('projects', (_, signal) => projects.list(signal));
  const [creating, setCreating] = useState(false);
  const may = can(session, 'projects:manage');
  const changed = (words: string) => {
    say(words);
    list.reload();
    onChange();
  };
  const lead = can(session, 'projects:manage') ? undefined : t`Owners and admins create and change projects.`;
  return (
    <Section
      title={t`All projects`}
      lead={lead}
      action={
        may && (
          <Button kind="primary" onClick={() => setCreating(true)}>
            {t`New project`}
          </Button>
        )
      }
    >
      <Rows
        list={list}
        failed={t`The projects could not be loaded`}
        empty={
          <EmptyState title={t`No project yet`}>
            {t`A project holds the events of one business or app. Its keys let your systems send them.`}
          </EmptyState>
        }
      >
        {(project) => <ProjectRow key={project.id} session={session} project={project} onChange={changed} />}
      </Rows>
      {creating && <ProjectDialog onClose={() => setCreating(false)} onDone={changed} />}
    </Section>
  );
}

interface RowProps {
  session: Session;
  project: Project;
  onChange: (words: string) => void;
}

function ProjectRow({ session, project, onChange }: RowProps): JSX.Element {
  const [editing, setEditing] = useState(false);
  const { name, industry, timezone, currency } = project;
  return (
    <Row
      title={<a href={`/?project=${project.id}`}>{name}</a>}
      actions={
        can(session, 'projects:manage') && (
          <Button aria-label={t`Edit ${name}`} onClick={() => setEditing(true)}>
            {t`Edit`}
          </Button>
        )
      }
    >
      {industryName(industry)} · {timezone.replaceAll('_', ' ')} · {currency}
      {editing && <ProjectDialog project={project} onClose={() => setEditing(false)} onDone={onChange} />}
    </Row>
  );
}
