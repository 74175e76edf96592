/** Settings: what the signed-in person wants to be told of a project, and how. */
import './notifications.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { Project } from '../../../base/api/types.ts';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { Switch } from '../../../parts/form/switch.tsx';
import { NoProject } from '../../../shell/page.tsx';
import { RowsSkeleton, Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { BusinessEvents } from './business-events.tsx';
import { Devices } from './devices.tsx';
import { Digest } from './digest.tsx';
import { Heads } from './heads.tsx';
import { useOwnChannels } from './own-channels.ts';
import { Phones } from './phones.tsx';
import { Severities } from './severities.tsx';
import { DailyLimit, QuietHours } from './times.tsx';
import { usePreferences } from './use-preferences.ts';

/** The person's own choice for the project in the header; each change is saved at once. */
export function NotificationSettings(): JSX.Element {
  return (
    <SettingsPage
      title={t`Notifications`}
      lead={t`What you are told of this project, and how. Only you see and change this.`}
      perProject
    >
      {({ session, project }) =>
        project ? (
          <Choices key={project.id} project={project} isOwner={session.role === 'owner'} />
        ) : (
          <NoProject session={session} />
        )
      }
    </SettingsPage>
  );
}

function Choices({ project, isOwner }: { project: Project; isOwner: boolean }): JSX.Element {
  const { wanted, error, retry, change } = usePreferences(project.id);
  const own = useOwnChannels(project.id);
  if (!wanted && error) {
    return (
      <div class="panel">
        <ErrorState title={t`The settings could not be loaded`} error={error} onRetry={retry} />
      </div>
    );
  }
  if (!wanted) return <RowsSkeleton />;
  const part = { wanted, change };
  return (
    <>
      <Section
        title={<bdi>{project.name}</bdi>}
        lead={wanted.enabled ? undefined : t`You are told nothing of this project, not even in the dashboard.`}
      >
        <Switch label={t`Notify me`} checked={wanted.enabled} onChange={(enabled) => change({ enabled })} />
      </Section>
      {wanted.enabled && (
        <>
          <Severities {...part} kinds={own.kinds} />
          <Devices {...own} />
          <Phones {...own} />
          <BusinessEvents {...part} />
          <Digest {...part} project={project} own={own} />
          <QuietHours {...part} project={project} />
          <DailyLimit {...part} />
          {isOwner && <Heads {...part} project={project} />}
        </>
      )}
    </>
  );
}
