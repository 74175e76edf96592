/** Settings: the projects of the workspace. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { industryName } from '../../../account/business-choices.ts';
import { useAction } from '../../../base/api/action.ts';
import { request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import type { ProjectDetails, Session } from '../../../base/api/types.ts';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { FormError } from '../../../parts/form/form.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { Menu } from '../../../parts/layer/menu.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { can } from '../../../shell/session.tsx';
import { Badge, Row, Rows, Section } from '../rows.tsx';
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
  const list = useList('projects', (cursor, signal) =>
    request.get('/v1/projects', { query: { status: 'all', cursor }, signal }),
  );
  const [creating, setCreating] = useState(false);
  const may = can(session, 'projects:create');
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
  project: ProjectDetails;
  onChange: (words: string) => void;
}

function ProjectRow({ session, project, onChange }: RowProps): JSX.Element {
  const [open, setOpen] = useState<'edit' | 'archive'>();
  const restoring = useAction();
  const { name, industry, timezone, currency } = project;
  const archived = project.status === 'archived';
  const restore = () =>
    restoring
      .run(() => request.post('/v1/projects/{id}/restore', { path: { id: project.id } }))
      .then((done) => done && onChange(t`${name} is back.`));
  const items = [
    ...(can(session, 'projects:manage') ? [{ label: t`Edit`, onChoose: () => setOpen('edit') }] : []),
    ...(can(session, 'projects:archive')
      ? [{ label: t`Archive`, danger: true, onChoose: () => setOpen('archive') }]
      : []),
  ];
  return (
    <Row
      title={<bdi>{archived ? name : <a href={`/?project=${project.id}`}>{name}</a>}</bdi>}
      marks={archived && <Badge>{t`Archived`}</Badge>}
      actions={
        archived
          ? can(session, 'projects:archive') && (
              <Button onClick={restore} busy={restoring.busy}>
                {restoring.error ? t`Try again` : t`Restore`}
              </Button>
            )
          : items.length > 0 && <Menu label={t`Actions for ${name}`} items={items} />
      }
    >
      {restoring.error && <FormError error={restoring.error} />}
      {industryName(industry)} · {timezone.replaceAll('_', ' ')} · {currency}
      {open === 'edit' && <ProjectDialog project={project} onClose={() => setOpen(undefined)} onDone={onChange} />}
      {open === 'archive' && (
        <Archive
          project={project}
          onClose={() => setOpen(undefined)}
          onDone={() => onChange(t`${name} is archived.`)}
        />
      )}
    </Row>
  );
}

function Archive({ project, onClose, onDone }: { project: ProjectDetails; onClose: () => void; onDone: () => void }) {
  return (
    <Confirm
      title={t`Archive ${{ project: project.name }}?`}
      action={t`Archive project`}
      busy={t`Archiving…`}
      danger
      onConfirm={() => request.post('/v1/projects/{id}/archive', { path: { id: project.id } }).then(onDone)}
      onClose={onClose}
    >
      {t`Its keys stop working within a minute and no more events come in. Its numbers are kept, and you can restore it here.`}
    </Confirm>
  );
}
