/** Settings: who else is told of a project, and what became of each message. */
import './deliveries.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { NoProject } from '../../../shell/page.tsx';
import { can } from '../../../shell/session.tsx';
import { Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { Escalation } from './escalation.tsx';
import { Recipients } from './recipients.tsx';

/** For those who manage the project. */
export function Deliveries(): JSX.Element {
  return (
    <SettingsPage
      title={t`Deliveries`}
      lead={t`Who is told of this project besides its members, and what became of every message.`}
      perProject
    >
      {({ session, project }) =>
        !project ? (
          <NoProject session={session} />
        ) : can(session, 'projects:manage') ? (
          <Both key={project.id} project={project.id} />
        ) : (
          <Section title={t`For those who manage projects`}>
            <p class="section-text">{t`Owners, admins and managers see who is sent what. Ask one of them.`}</p>
          </Section>
        )
      }
    </SettingsPage>
  );
}

/** What is sent above shows in the log below. */
function Both({ project }: { project: string }): JSX.Element {
  const [sent, setSent] = useState(0);
  return (
    <div class="deliveries">
      <Recipients project={project} onSent={() => setSent((last) => last + 1)} />
      <Escalation project={project} />
      <DeliveryLog project={project} sent={sent} />
    </div>
  );
}
