/** An event's person and time in words. */
import { t } from '@lingui/core/macro';
import type { StoredEvent } from '../client.ts';
import { contactOf } from './contact.ts';

/** What to call the person of an event: a name, an address, an id, or that nobody knows. */
export function personName(event: StoredEvent): string {
  if (event.erased) return t`Erased`;
  const { name, email } = contactOf(event);
  const address = email && !email.hidden ? email.text : undefined;
  const lead = event.entity_type === 'lead' ? event.entity_id : undefined;
  return name ?? address ?? event.actor_id ?? lead ?? event.anonymous_id ?? t`Unknown`;
}
