/** Checkouts that no payment followed in time, with whom to write to. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { curlOf } from '../../base/api/curl.ts';
import { daysOf, type Period } from '../../base/time/period.ts';
import { EventList } from '../../events/event-list.tsx';
import type { TabProps } from '../../events/event-page.tsx';
import { WITHINS, withinOptions } from '../../events/follow-up-time.ts';
import { usePeopleColumns } from '../../events/people-columns.tsx';
import { unansweredSource } from '../../events/sources.ts';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import { DateRange } from '../../parts/form/date-range.tsx';
import { Select } from '../../parts/form/field.tsx';
import type { View } from './view.ts';

/** The list, newest first; a checkout whose time is not up yet is not among them. */
export function Abandoned({ session, project, view, today, onChange }: TabProps<View>): JSX.Element {
  const columns = usePeopleColumns(project, { amount: true });
  const period: Period = view.period ?? '7';
  const days = daysOf(period, today);
  const query = { ...days, within_minutes: view.within };
  const source = unansweredSource(project, query);
  return (
    <EventList
      {...{ session, project, source, columns }}
      label={t`Abandoned checkouts`}
      failed={t`The abandoned checkouts could not be loaded`}
      file={`${project.name} abandoned checkouts`}
      open={view.event}
      onOpen={(event) => onChange({ event })}
      tools={
        <>
          <DateRange value={period} today={today} onChange={(next) => onChange({ period: next })} />
          <Select
            label={t`No payment within`}
            value={String(view.within)}
            options={withinOptions(WITHINS, (time) => t`No payment within ${time}`)}
            onChange={(minutes) => onChange({ within: Number(minutes) })}
          />
        </>
      }
      empty={
        <EmptyState
          title={t`No abandoned checkouts in these days`}
          icon="check"
          command={{
            label: t`Command that sends an event`,
            text: curlOf(
              {
                event_type: 'checkout_started',
                payload: { amount_cents: 4200, currency: project.currency, email: 'ana@example.com' },
              },
              'checkout-1001',
            ),
          }}
        >
          {t`A checkout is listed when no payment with the same session, order or customer follows it in time. Send its e-mail address along to be able to write to the person.`}
        </EmptyState>
      }
    />
  );
}
