/** Transactions: payments, refunds, failed payments and abandoned checkouts, one by one. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { EventPage } from '../../events/event-page.tsx';
import { Abandoned } from './abandoned.tsx';
import { TransactionList } from './transaction-list.tsx';
import { readView, type Tab, viewUrl } from './view.ts';

const tabs = (): { value: Tab; label: string }[] => [
  { value: 'all', label: t`All` },
  { value: 'payments', label: t`Payments` },
  { value: 'refunds', label: t`Refunds` },
  { value: 'failed', label: t`Failed` },
  { value: 'abandoned', label: t`Abandoned checkouts` },
];

/** What the money of the project in the frame did. */
export function Transactions(): JSX.Element {
  return (
    <EventPage title={t`Transactions`} unanswered="abandoned" {...{ tabs, readView, viewUrl }}>
      {(props) => (props.view.tab === 'abandoned' ? <Abandoned {...props} /> : <TransactionList {...props} />)}
    </EventPage>
  );
}
