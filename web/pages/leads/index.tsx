/** Leads: people who showed interest or signed up, and those whom nobody has followed up. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { EventPage } from '../../events/event-page.tsx';
import { LeadList } from './lead-list.tsx';
import { Unanswered } from './unanswered.tsx';
import { readView, type Tab, viewUrl } from './view.ts';

const tabs = (): { value: Tab; label: string }[] => [
  { value: 'all', label: t`All` },
  { value: 'leads', label: t`Leads` },
  { value: 'signups', label: t`Signups` },
  { value: 'unanswered', label: t`Not followed up` },
];

/** The people of the project in the frame. */
export function Leads(): JSX.Element {
  return (
    <EventPage title={t`Leads`} unanswered="unanswered" {...{ tabs, readView, viewUrl }}>
      {(props) => (props.view.tab === 'unanswered' ? <Unanswered {...props} /> : <LeadList {...props} />)}
    </EventPage>
  );
}
