/** Settings: what the daily checks of a project's numbers found. */
import './checks.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import type { Project } from '../../../base/api/types.ts';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { NoProject } from '../../../shell/page.tsx';
import { Rows, Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { CheckRow } from './check-row.tsx';

/** The checks of the project in the header, newest first. */
export function Checks(): JSX.Element {
  return (
    <SettingsPage
      title={t`Daily checks`}
      lead={t`Every night Signalbox counts the last seven days again, straight from the stored events, and compares the result with the numbers on your screens and with the usage that is billed.`}
      perProject
    >
      {({ session, project }) =>
        project ? <Found key={project.id} project={project} /> : <NoProject session={session} />
      }
    </SettingsPage>
  );
}

function Found({ project }: { project: Project }): JSX.Element {
  const list = useList(`checks ${project.id}`, (cursor, signal) =>
    request.get('/v1/reconciliations', { query: { limit: 30, cursor }, project: project.id, signal }),
  );
  return (
    <Section
      title={t`Results`}
      lead={t`A number that differs is corrected at once. There is nothing for you to do; the list only tells you about it.`}
    >
      <Rows
        list={list}
        failed={t`The checks could not be loaded`}
        empty={
          <EmptyState title={t`No check yet`} icon="check">
            {t`The first one runs in the night after the project was created.`}
          </EmptyState>
        }
      >
        {(check) => <CheckRow key={check.id} check={check} />}
      </Rows>
    </Section>
  );
}
