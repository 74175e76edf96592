/** Transactions: payments, refunds, failed payments and abandoned checkouts, one by one. */
import '../../events/events.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../../base/api/client.ts';
import { useToday } from '../../base/time/clock.ts';
import { EventListSkeleton } from '../../events/event-list.tsx';
import { Tabs } from '../../parts/layer/tabs.tsx';
import { ProjectPage } from '../../shell/page.tsx';
import { Abandoned } from './abandoned.tsx';
import { TransactionList } from './transaction-list.tsx';
import { readView, type Tab, type View, viewUrl } from './view.ts';

/** What the money of the project in the frame did; the address holds all that was chosen. */
export function Transactions(): JSX.Element {
  return (
    <ProjectPage title={t`Transactions`} skeleton={<EventListSkeleton />}>
      {({ session, project }) => <TransactionTabs session={session} project={project} />}
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

function TransactionTabs({ session, project }: { session: Session; project: Project }): JSX.Element {
  const { query, route } = useLocation();
  const today = useToday(project.timezone);
  const view = readView(query);
  const onChange = (patch: Partial<View>) => route(viewUrl({ ...view, event: undefined, ...patch }));
  const tabs: { value: Tab; label: string }[] = [
    { value: 'all', label: t`All` },
    { value: 'payments', label: t`Payments` },
    { value: 'refunds', label: t`Refunds` },
    { value: 'failed', label: t`Failed` },
    { value: 'abandoned', label: t`Abandoned checkouts` },
  ];
  // A period that suits one kind suits the others; abandoned checkouts are another question.
  const choose = (tab: Tab) =>
    onChange({
      tab,
      period: isAbandoned(tab) === isAbandoned(view.tab) ? view.period : isAbandoned(tab) ? '7' : undefined,
    });
  const props = { session, project, view, today, onChange };
  return (
    <Tabs label={t`Kind`} value={view.tab} tabs={tabs} onChange={choose}>
      {view.tab === 'abandoned' ? <Abandoned {...props} /> : <TransactionList {...props} />}
    </Tabs>
  );
}

const isAbandoned = (tab: Tab) => tab === 'abandoned';
