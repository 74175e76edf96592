/** The Alerts page: what rules have found in a project, and what becomes of it. */
import './alerts.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { ShortcutsButton } from '../../parts/layer/shortcuts.tsx';
import { ProjectPage } from '../../shell/page.tsx';
import { Inbox } from './list/inbox.tsx';
import { openHelp } from './list/shortcuts.tsx';

/** The page of one project's alerts. */
export function Alerts(): JSX.Element {
  return (
    <ProjectPage
      title={t`Alerts`}
      lead={t`What your rules have found. It shows here the moment it happens.`}
      skeleton={<Waiting />}
      actions={() => <ShortcutsButton onClick={openHelp} />}
    >
      {({ session, project }) => <Inbox session={session} project={project} />}
    </ProjectPage>
  );
}

function Waiting(): JSX.Element {
  return (
    <div class="panel page-panel">
      <Skeleton shape="wide" />
    </div>
  );
}
