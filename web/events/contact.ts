/** Who an event is about and how to reach them, as far as its payload and the project's privacy policy let one know. */
import type { StoredEvent } from '../base/api/types.ts';

/** A way to reach somebody; `hidden` when the policy has put a token in place of the address. */
export interface Address {
  text: string;
  hidden: boolean;
}

export interface Contact {
  name?: string;
  email?: Address;
  phone?: Address;
}

const EMAIL = names('email mail emailaddress customeremail contactemail useremail buyeremail billingemail');
const PHONE = names('phone tel telephone mobile cell whatsapp phonenumber customerphone contactphone mobilephone');
const NAME = names('name fullname customername contactname username displayname');
const FIRST = names('firstname givenname');
const LAST = names('lastname familyname surname');
/** Objects within a payload that are about the person. */
const PERSON = names('customer contact lead user person client buyer billing billingdetails guest member');

/** What the policies `hash` and `redact` leave of an address. */
const TOKEN = /^(?:(?:email|phone)_[0-9a-f]{16,}|\[(?:email|phone)\])$/;
const MAILBOX = /^[^\s@,;:?&<>()[\]"\\]+@[^\s@,;:?&<>()[\]"\\]+\.[^\s@,;:?&<>()[\]"\\]+$/;

/** The contact in an event's payload. An id that is an address counts too. */
export function contactOf({ payload, actor_id }: Pick<StoredEvent, 'payload' | 'actor_id'>): Contact {
  const places = [payload, ...nested(payload)];
  const first = find(places, FIRST);
  const last = find(places, LAST);
  const name = find(places, NAME) ?? ([first, last].filter(Boolean).join(' ') || undefined);
  const email = find(places, EMAIL) ?? (actor_id && isAddress(actor_id, 'email') ? actor_id : undefined);
  const phone = find(places, PHONE) ?? (actor_id && isAddress(actor_id, 'phone') ? actor_id : undefined);
  return {
    ...(name && !isAddress(name, 'email') && { name }),
    ...(email && { email: addressOf(email) }),
    ...(phone && { phone: addressOf(phone) }),
  };
}

/** Where a click on an address leads; undefined for what is hidden or no address. */
export function hrefOf(kind: 'email' | 'phone', { text, hidden }: Address): string | undefined {
  if (hidden) return undefined;
  if (kind === 'email') {
    return MAILBOX.test(text) ? `mailto:${encodeURIComponent(text).replaceAll('%40', '@')}` : undefined;
  }
  const digits = text.replace(/[^\d+]/g, '');
  return digits.length >= 5 ? `tel:${digits}` : undefined;
}

function isAddress(text: string, kind: 'email' | 'phone'): boolean {
  return TOKEN.test(text) ? text.startsWith(kind) || text === `[${kind}]` : kind === 'email' && MAILBOX.test(text);
}

const addressOf = (text: string): Address => ({ text, hidden: TOKEN.test(text) });

function names(text: string): Set<string> {
  return new Set(text.split(' '));
}

/** How a field is called without the habits of its writer: `Customer_Email` is `customeremail`. */
const plain = (field: string) => field.toLowerCase().replace(/[^a-z]/g, '');

function nested(payload: Record<string, unknown>): Record<string, unknown>[] {
  return Object.entries(payload)
    .filter(([field, value]) => PERSON.has(plain(field)) && value !== null && typeof value === 'object')
    .map(([, value]) => value as Record<string, unknown>);
}

function find(places: Record<string, unknown>[], wanted: Set<string>): string | undefined {
  for (const place of places) {
    for (const [field, value] of Object.entries(place)) {
      const text = typeof value === 'number' ? String(value) : value;
      if (wanted.has(plain(field)) && typeof text === 'string' && text.trim()) return text.trim();
    }
  }
  return undefined;
}
