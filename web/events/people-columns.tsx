/** The columns of lists whose rows are people to write to. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Project, StoredEvent } from '../base/api/types.ts';
import { eventName } from '../base/words/event-words.ts';
import { Badge } from '../parts/data/badge.tsx';
import type { Column } from '../parts/data/table.tsx';
import { amountText } from './amounts.ts';
import { OwnText } from './bidi-text.tsx';
import { ContactLinks } from './contact-links.tsx';
import { When } from './when.tsx';
import { personName } from './words.ts';

interface Parts {
  /** What was in the basket. */
  amount?: boolean;
  /** Which kind of event it is, and where it came from. */
  kind?: boolean;
}

/** Person, ways to reach them, and when. */
export function usePeopleColumns(project: Project, { amount, kind }: Parts): Column<StoredEvent>[] {
  const locale = i18n.locale;
  return useMemo(() => {
    const columns: (Column<StoredEvent> | false | undefined)[] = [
      {
        id: 'who',
        head: t`Who`,
        width: 'minmax(0, 1.4fr)',
        cell: (event) => <Person event={event} project={project} />,
      },
      {
        id: 'contact',
        head: t`Contact`,
        width: 'minmax(0, 1.1fr)',
        cell: (event) => <ContactLinks event={event} compact />,
      },
      kind && {
        id: 'kind',
        head: t`Kind`,
        width: 'minmax(7rem, 0.9fr)',
        hide: 'phone',
        cell: (event) => eventName(event.event_type),
      },
      kind && {
        id: 'from',
        head: t`Came from`,
        width: 'minmax(0, 0.9fr)',
        hide: 'tablet',
        cell: (event) => <OwnText text={originOf(event) ?? '–'} />,
      },
      amount && {
        id: 'amount',
        head: t`Basket`,
        width: 'minmax(5.5rem, 0.7fr)',
        align: 'end',
        hide: 'phone',
        cell: (event) => amountText(event) ?? '–',
      },
      {
        id: 'when',
        head: t`When`,
        width: '11.5rem',
        align: 'end',
        hide: 'phone',
        cell: (event) => <When at={event.occurred_at} project={project} />,
      },
    ];
    return columns.filter((column) => column !== false && column !== undefined);
  }, [project, amount, kind, locale]);
}

function Person({ event, project }: { event: StoredEvent; project: Project }): JSX.Element {
  return (
    <>
      {event.erased ? <Badge>{t`Erased`}</Badge> : <OwnText text={personName(event)} />}
      <span class="on-phone">
        <When at={event.occurred_at} project={project} />
      </span>
    </>
  );
}

/** Where a lead came from, by the fields that forms and shops usually send. */
function originOf({ payload }: StoredEvent): string | undefined {
  for (const field of ['utm_campaign', 'campaign', 'utm_source', 'channel', 'form', 'page', 'referrer', 'country']) {
    const value = payload[field];
    if (typeof value === 'string' && value) return value;
  }
  return undefined;
}
