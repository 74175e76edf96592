/** The page of notifications: what the signed-in person was told, of all projects. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { WorkspacePage } from '../../shell/page.tsx';
import { Centre } from './centre.tsx';

/** For whoever wants more room than the drawer has. */
export function Notifications(): JSX.Element {
  return (
    <WorkspacePage
      title={t`Notifications`}
      lead={t`What you were told, of all projects. What you read here is read on all your devices.`}
    >
      {({ session }) => (
        <div class="panel notes-page">
          <Centre session={session} />
        </div>
      )}
    </WorkspacePage>
  );
}
