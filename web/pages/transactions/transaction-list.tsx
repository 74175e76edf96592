/** Payments, refunds and failed payments under filters. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { curlOf } from '../../base/api/curl.ts';
import type { Project, StoredEvent } from '../../base/api/types.ts';
import { daysOf } from '../../base/time/period.ts';
import { eventName } from '../../base/words/event-words.ts';
import { AmountFilter } from '../../events/amount-filter.tsx';
import { amountText } from '../../events/amounts.ts';
import { OwnText } from '../../events/bidi-text.tsx';
import { EventList } from '../../events/event-list.tsx';
import type { TabProps } from '../../events/event-page.tsx';
import { filteredSource } from '../../events/sources.ts';
import { When } from '../../events/when.tsx';
import { personName } from '../../events/words.ts';
import { Badge, type Tone } from '../../parts/data/badge.tsx';
import { EmptyState } from '../../parts/data/empty-state.tsx';
import type { IconName } from '../../parts/data/icon.tsx';
import type { Column } from '../../parts/data/table.tsx';
import { Button } from '../../parts/form/button.tsx';
import { DateRange } from '../../parts/form/date-range.tsx';
import { TYPES, type View } from './view.ts';

/** The list of a tab; the newest occurrence comes first. */
export function TransactionList({ project, view, today, onChange }: TabProps<View>): JSX.Element {
  const columns = useColumns(project);
  const { from, to } = view.period ? daysOf(view.period, today) : {};
  const filter = {
    event_type: TYPES[view.tab as keyof typeof TYPES],
    ...{ from, to, currency: view.currency, min_amount: view.min, max_amount: view.max },
  };
  const source = filteredSource(project, filter, today);
  const filtered = view.period !== undefined || view.currency !== undefined;
  return (
    <EventList
      {...{ project, source, columns }}
      label={t`Transactions`}
      failed={t`The transactions could not be loaded`}
      file={`${project.name} ${view.tab === 'all' ? 'transactions' : view.tab}`}
      open={view.event}
      onOpen={(event) => onChange({ event })}
      tools={
        <>
          <DateRange value={view.period} today={today} any={t`Any time`} onChange={(period) => onChange({ period })} />
          <AmountFilter project={project} value={view} onChange={(amounts) => onChange(amounts)} />
          {filtered && (
            <Button kind="quiet" icon="close" onClick={() => onChange(ANYTHING)}>
              {t`Clear filters`}
            </Button>
          )}
        </>
      }
      empty={filtered ? <NothingFits onChange={onChange} /> : <Teach project={project} tab={view.tab} />}
    />
  );
}

const ANYTHING: Partial<View> = { period: undefined, currency: undefined, min: undefined, max: undefined };

const KINDS: Record<string, { tone?: Tone; icon: IconName }> = {
  payment_succeeded: { tone: 'good', icon: 'check' },
  refund_issued: { icon: 'undo' },
  payment_failed: { tone: 'bad', icon: 'close' },
};

function useColumns(project: Project): Column<StoredEvent>[] {
  const locale = i18n.locale;
  return useMemo(
    () => [
      {
        id: 'kind',
        head: t`Kind`,
        width: 'minmax(7.5rem, 10rem)',
        cell: (event) => <Kind event={event} project={project} />,
      },
      {
        id: 'amount',
        head: t`Amount`,
        width: 'minmax(6rem, 9rem)',
        align: 'end',
        cell: (event) => <span class={`amount amount-${event.event_type}`}>{amountText(event) ?? '–'}</span>,
      },
      {
        id: 'who',
        head: t`Customer`,
        width: 'minmax(0, 1.4fr)',
        hide: 'phone',
        cell: (event) => <Who event={event} />,
      },
      {
        id: 'what',
        head: t`Order`,
        width: 'minmax(0, 1fr)',
        hide: 'tablet',
        cell: (event) => <OwnText text={event.entity_id ?? '–'} />,
      },
      {
        id: 'when',
        head: t`When`,
        width: '11.5rem',
        align: 'end',
        hide: 'phone',
        cell: (event) => <When at={event.occurred_at} project={project} />,
      },
    ],
    [project, locale],
  );
}

function Kind({ event, project }: { event: StoredEvent; project: Project }): JSX.Element {
  const { tone, icon } = KINDS[event.event_type] ?? { icon: 'same' };
  return (
    <>
      <Badge kind={tone} icon={icon}>
        {eventName(event.event_type)}
      </Badge>
      <span class="on-phone">
        <When at={event.occurred_at} project={project} />
      </span>
    </>
  );
}

function Who({ event }: { event: StoredEvent }): JSX.Element {
  return event.erased ? <Badge>{t`Erased`}</Badge> : <OwnText text={personName(event)} />;
}

function NothingFits({ onChange }: Pick<TabProps<View>, 'onChange'>): JSX.Element {
  return (
    <EmptyState
      title={t`Nothing fits these filters`}
      icon="filter"
      action={<Button onClick={() => onChange(ANYTHING)}>{t`Clear filters`}</Button>}
    >
      {t`Choose other days or amounts.`}
    </EmptyState>
  );
}

function Teach({ project, tab }: { project: Project; tab: View['tab'] }): JSX.Element {
  const event_type = { refunds: 'refund_issued', failed: 'payment_failed' }[tab as string] ?? 'payment_succeeded';
  const payload = { amount_cents: 4200, currency: project.currency };
  return (
    <EmptyState
      title={tab === 'failed' ? t`No failed payments` : tab === 'refunds' ? t`No refunds` : t`No transactions yet`}
      icon={tab === 'failed' ? 'check' : 'swap'}
      command={{ label: t`Command that sends an event`, text: curlOf({ event_type, payload }, 'order-1001') }}
    >
      {t`Each event of type ${{ type: event_type }} is listed here for 90 days.`}
    </EmptyState>
  );
}
