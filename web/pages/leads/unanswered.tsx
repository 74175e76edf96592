/** Leads that nothing followed in time: whom to write to first. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { usualFollowUp } from '../../../worker/shared/follow-up.ts';
import { daysOf, type Period } from '../../base/time/period.ts';
import { eventName } from '../../base/words/event-words.ts';
import { EventList } from '../../events/event-list.tsx';
import type { TabProps } from '../../events/event-page.tsx';
import { WITHINS, withinOptions } from '../../events/follow-up-time.ts';
import { usePeopleColumns } from '../../events/people-columns.tsx';
import { unansweredSource } from '../../events/sources.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { DateRange } from '../../parts/form/date-range.tsx';
import { Select } from '../../parts/form/field.tsx';
import { FOLLOW_UPS, type View } from './view.ts';

/** The list, newest first; a lead whose time is not up yet is not among them. */
export function Unanswered({ session, project, view, today, onChange }: TabProps<View>): JSX.Element {
  const columns = usePeopleColumns(project, { kind: true });
  const period: Period = view.period ?? '7';
  const follow_up = view.follow_up ?? usualFollowUp(project.industry);
  const query = { event_type: 'lead_created', follow_up, within_minutes: view.within, ...daysOf(period, today) };
  const source = unansweredSource(project, query);
  return (
    <EventList
      {...{ session, project, source, columns }}
      label={t`Leads that were not followed up`}
      failed={t`The leads could not be loaded`}
      file={`${project.name} leads to follow up`}
      open={view.event}
      onOpen={(event) => onChange({ event })}
      tools={
        <>
          <DateRange value={period} today={today} onChange={(next) => onChange({ period: next })} />
          <Select
            label={t`What should have followed`}
            value={follow_up}
            options={FOLLOW_UPS.map((type) => ({ value: type, label: t`No event: ${{ event: eventName(type) }}` }))}
            onChange={(type) => onChange({ follow_up: type })}
          />
          <Select
            label={t`How soon`}
            value={String(view.within)}
            options={withinOptions(WITHINS, (time) => t`Within ${time}`)}
            onChange={(minutes) => onChange({ within: Number(minutes) })}
          />
        </>
      }
      empty={
        <EmptyState title={t`Every lead was followed up`} icon="check">
          {t`A lead is listed when none of the chosen events with the same session, person or number follows it in time.`}
        </EmptyState>
      }
    />
  );
}
