/** Rules: what is watched, the catalogue to begin with, and which rules are noisy. */
import './rules.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import { Button } from '../../parts/form/button.tsx';
import { ProjectPage, type Shown } from '../../shell/page.tsx';
import { can } from '../../shell/session.tsx';
import { placeUrl } from './address.ts';
import { RuleListSkeleton } from './rule-list.tsx';
import type { Project } from './rule-types.ts';
import { RulesView } from './rules-view.tsx';

/** The rules of one project. */
export function Rules(): JSX.Element {
  return (
    <ProjectPage
      title={t`Rules`}
      lead={t`What Signalbox watches for you. A rule raises an alert when something needs you, and stays quiet otherwise.`}
      actions={(shown) => <NewRule {...shown} />}
      skeleton={<RuleListSkeleton />}
    >
      {({ session, project }) => <RulesView session={session} project={project} />}
    </ProjectPage>
  );
}

function NewRule({ session, project }: Shown & { project: Project }): JSX.Element | false {
  const { route } = useLocation();
  return (
    can(session, 'rules:write') && (
      <Button kind="primary" icon="plus" onClick={() => route(placeUrl({ rule: 'new' }, project.id))}>
        {t`New rule`}
      </Button>
    )
  );
}
