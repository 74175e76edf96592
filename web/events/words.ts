/** An event's person and time in words. */
import { t } from '@lingui/core/macro';
import type { StoredEvent } from '../base/api/types.ts';
import { contactOf } from './contact.ts';

/** What an event is about: a usual kind of thing in the reader's words, any other as the shop calls it. */
export function entityName(type: string | undefined): string {
  const usual: Record<string, string> = {
    booking: t`Booking`,
    checkout: t`Checkout`,
    invoice: t`Invoice`,
    lead: t`Lead`,
    order: t`Order`,
    subscription: t`Subscription`,
  };
  if (!type) return t`Object`;
  const words = type.replaceAll('_', ' ');
  return usual[type] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What to call the person of an event: a name, an address, an id, or that it is unknown. */
export function personName(event: StoredEvent): string {
  if (event.erased) return t`Erased`;
  const { name, email } = contactOf(event);
  const address = email && !email.hidden ? email.text : undefined;
  const lead = event.entity_type === 'lead' ? event.entity_id : undefined;
  return name ?? address ?? event.actor_id ?? lead ?? event.anonymous_id ?? t`Unknown`;
}
