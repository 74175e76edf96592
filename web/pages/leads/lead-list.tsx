/** Leads and signups under filters. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { curlOf } from '../../base/api/curl.ts';
import { daysOf } from '../../base/time/period.ts';
import { EventList } from '../../events/event-list.tsx';
import type { TabProps } from '../../events/event-page.tsx';
import { usePeopleColumns } from '../../events/people-columns.tsx';
import { filteredSource } from '../../events/sources.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { Button } from '../../parts/form/button.tsx';
import { DateRange } from '../../parts/form/date-range.tsx';
import { TYPES, type View } from './view.ts';

/** The list of a tab; the newest occurrence comes first. */
export function LeadList({ session, project, view, today, onChange }: TabProps<View>): JSX.Element {
  const columns = usePeopleColumns(project, { kind: true });
  const { from, to } = view.period ? daysOf(view.period, today) : {};
  const filter = { event_type: TYPES[view.tab as keyof typeof TYPES], from, to };
  const source = filteredSource(project, filter, today);
  const anyTime = () => onChange({ period: undefined });
  return (
    <EventList
      {...{ session, project, source, columns }}
      label={t`Leads`}
      failed={t`The leads could not be loaded`}
      file={`${project.name} ${view.tab === 'signups' ? 'signups' : 'leads'}`}
      open={view.event}
      onOpen={(event) => onChange({ event })}
      tools={
        <DateRange value={view.period} today={today} any={t`Any time`} onChange={(period) => onChange({ period })} />
      }
      empty={
        view.period ? (
          <EmptyState
            title={t`Nobody in these days`}
            icon="calendar"
            action={<Button onClick={anyTime}>{t`Show any time`}</Button>}
          >
            {t`Choose other days.`}
          </EmptyState>
        ) : (
          <Teach event_type={view.tab === 'signups' ? 'signup' : 'lead_created'} />
        )
      }
    />
  );
}

function Teach({ event_type }: { event_type: string }): JSX.Element {
  const payload = { name: 'Ana Ruiz', email: 'ana@example.com', campaign: 'autumn' };
  return (
    <EmptyState
      title={t`No leads yet`}
      icon="people"
      command={{ label: t`Command that sends an event`, text: curlOf({ event_type, payload }, 'lead-1001') }}
    >
      {t`Each event of type ${{ type: event_type }} is listed here for 90 days, with name, e-mail and phone where the privacy settings keep them.`}
    </EmptyState>
  );
}
