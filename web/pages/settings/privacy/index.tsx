/** Settings: what a project keeps of people, exports of everything, and erasing one person. */
import './privacy.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { NoProject } from '../../../shell/page.tsx';
import { can } from '../../../shell/session.tsx';
import { Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { Erasures } from './erasures.tsx';
import { Exports } from './exports.tsx';
import { Policy } from './policy.tsx';

/** What is kept and for how long, of the project in the header; the export is of the whole workspace. */
export function Privacy(): JSX.Element {
  return (
    <SettingsPage
      title={t`Privacy`}
      lead={t`What is kept of the people in your events, and how they and you get it out again.`}
      perProject
    >
      {({ session, project }) => {
        if (!can(session, 'privacy:manage')) {
          return (
            <Section title={t`For owners and admins`}>
              <p class="section-text">{t`Owners and admins decide what is kept, export the data and erase people.`}</p>
            </Section>
          );
        }
        if (!project) {
          return (
            <>
              <NoProject session={session} />
              <Exports />
            </>
          );
        }
        return (
          <Policy key={project.id} project={project}>
            <Exports />
            <Erasures project={project} />
          </Policy>
        );
      }}
    </SettingsPage>
  );
}
