/** Settings: the keys of one project. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import type { NewApiKey, Project, Session } from '../../../base/api/types.ts';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { can } from '../../../shell/session.tsx';
import { Rows, Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { CreateKey } from './create-key.tsx';
import { KeyReveal } from './key-reveal.tsx';
import { KeyRow } from './key-row.tsx';

/** Keys let systems send events and read numbers; each belongs to one project. */
export function Keys(): JSX.Element {
  return (
    <SettingsPage
      title={t`Keys`}
      lead={t`Keys let your systems send events and read numbers of one project.`}
      perProject
    >
      {({ session, project }) => <ProjectKeys session={session} project={project} />}
    </SettingsPage>
  );
}

function ProjectKeys({ session, project }: { session: Session; project: Project | undefined }): JSX.Element {
  if (!can(session, 'keys:read')) {
    return (
      <Section title={t`For owners and admins`}>
        <p class="section-text">
          {t`Owners and admins see, create and revoke keys. Ask one of them for the key that you need.`}
        </p>
      </Section>
    );
  }
  if (!project) {
    return (
      <Section title={t`No project yet`}>
        <p class="section-text">
          {t`Keys belong to a project.`} <a href="/settings/projects">{t`Create a project first`}</a>
        </p>
      </Section>
    );
  }
  return <KeyList key={project.id} session={session} project={project} />;
}

function KeyList({ session, project }: { session: Session; project: Project }): JSX.Element {
  const list = useList(project.id, (cursor, signal) =>
    request.get('/v1/keys', { query: { cursor }, project: project.id, signal }),
  );
  const [creating, setCreating] = useState(false);
  const [fresh, setFresh] = useState<NewApiKey>();
  const may = can(session, 'keys:manage');
  const made = (key: NewApiKey) => {
    setFresh(key);
    list.reload();
  };
  const changed = (words: string) => {
    say(words);
    list.reload();
  };
  const action = may && (
    <Button kind="primary" icon="key" onClick={() => setCreating(true)}>
      {t`New key`}
    </Button>
  );
  return (
    <Section
      title={<bdi>{project.name}</bdi>}
      action={action}
      lead={may ? undefined : t`Owners and admins create and revoke keys.`}
    >
      <Rows
        list={list}
        failed={t`The keys could not be loaded`}
        empty={
          <EmptyState title={t`No key yet`}>
            {t`Create a secret key for your server, or a publishable one for your website. Then send the first event.`}
          </EmptyState>
        }
      >
        {(key) => <KeyRow key={key.id} {...{ project, apiKey: key, may, onChange: changed, onRotated: made }} />}
      </Rows>
      {creating && <CreateKey project={project} onClose={() => setCreating(false)} onMade={made} />}
      {fresh && <KeyReveal apiKey={fresh} project={project} onClose={() => setFresh(undefined)} />}
    </Section>
  );
}
