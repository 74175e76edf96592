/** A page of a project's events by kind: one tab a kind, and one of those that nothing followed in time. */
import './events.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import type { Project, Session } from '../base/api/types.ts';
import { useToday } from '../base/time/clock.ts';
import type { Period } from '../base/time/period.ts';
import { Tabs } from '../parts/layer/tabs.tsx';
import { ProjectPage } from '../shell/page.tsx';
import { EventListSkeleton } from './event-list.tsx';

/** What the address of such a page holds in any case. */
interface EventView {
  tab: string;
  /** Undefined is any time. */
  period: Period | undefined;
  /** The event whose details are open. */
  event: string | undefined;
}

/** What the list of a tab is given; `today` is the project's day. */
export interface TabProps<V> {
  session: Session;
  project: Project;
  view: V;
  today: string;
  onChange: (patch: Partial<V>) => void;
}

interface Props<V extends EventView> {
  title: string;
  tabs: () => { value: V['tab']; label: string }[];
  /** The tab of events that nothing followed: it always has a period, a week at first. */
  unanswered: V['tab'];
  readView: (query: Record<string, string | undefined>) => V;
  viewUrl: (view: V) => string;
  children: (props: TabProps<V>) => JSX.Element;
}

/** The page; the address holds all that was chosen. */
export function EventPage<V extends EventView>({ title, ...rest }: Props<V>): JSX.Element {
  return (
    <ProjectPage title={title} skeleton={<EventListSkeleton />}>
      {({ session, project }) => <EventTabs session={session} project={project} {...rest} />}
    </ProjectPage>
  );
}

type TabsProps<V extends EventView> = Omit<Props<V>, 'title'> & Pick<TabProps<V>, 'session' | 'project'>;

function EventTabs<V extends EventView>({ session, project, ...page }: TabsProps<V>): JSX.Element {
  const { tabs, unanswered, readView, viewUrl, children } = page;
  const { query, route } = useLocation();
  const today = useToday(project.timezone);
  const view = readView(query);
  const onChange = (patch: Partial<V>) => route(viewUrl({ ...view, event: undefined, ...patch }));
  // A period that suits one kind suits the others; what nothing followed is another question.
  const choose = (tab: V['tab']) => {
    const same = (tab === unanswered) === (view.tab === unanswered);
    onChange({ tab, period: same ? view.period : tab === unanswered ? '7' : undefined } as Partial<V>);
  };
  return (
    <Tabs label={t`Kind`} value={view.tab} tabs={tabs()} onChange={choose}>
      {children({ session, project, view, today, onChange })}
    </Tabs>
  );
}
