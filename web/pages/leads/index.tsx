/** Leads: people who showed interest or signed up, and those whom nobody has followed up. */
import '../../events/events.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../../base/api/client.ts';
import { useToday } from '../../base/time/clock.ts';
import { EventListSkeleton } from '../../events/event-list.tsx';
import { Tabs } from '../../parts/layer/tabs.tsx';
import { ProjectPage } from '../../shell/page.tsx';
import { LeadList } from './lead-list.tsx';
import { Unanswered } from './unanswered.tsx';
import { readView, type Tab, type View, viewUrl } from './view.ts';

/** The people of the project in the frame; the address holds all that was chosen. */
export function Leads(): JSX.Element {
  return (
    <ProjectPage title={t`Leads`} skeleton={<EventListSkeleton />}>
      {({ session, project }) => <LeadTabs session={session} project={project} />}
    </ProjectPage>
  );
}

export interface TabProps {
  session: Session;
  project: Project;
  view: View;
  today: string;
  onChange: (patch: Partial<View>) => void;
}

function LeadTabs({ session, project }: { session: Session; project: Project }): JSX.Element {
  const { query, route } = useLocation();
  const today = useToday(project.timezone);
  const view = readView(query);
  const onChange = (patch: Partial<View>) => route(viewUrl({ ...view, event: undefined, ...patch }));
  const tabs: { value: Tab; label: string }[] = [
    { value: 'all', label: t`All` },
    { value: 'leads', label: t`Leads` },
    { value: 'signups', label: t`Signups` },
    { value: 'unanswered', label: t`Not followed up` },
  ];
  const choose = (tab: Tab) => {
    const same = (tab === 'unanswered') === (view.tab === 'unanswered');
    onChange({ tab, period: same ? view.period : tab === 'unanswered' ? '7' : undefined });
  };
  const props = { session, project, view, today, onChange };
  return (
    <Tabs label={t`Kind`} value={view.tab} tabs={tabs} onChange={choose}>
      {view.tab === 'unanswered' ? <Unanswered {...props} /> : <LeadList {...props} />}
    </Tabs>
  );
}
