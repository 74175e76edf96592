/** Links to reach a person; what the policy hides is shown as hidden. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { StoredEvent } from '../base/api/types.ts';
import { Icon, type IconName } from '../parts/data/icon.tsx';
import { type Address, contactOf, hrefOf } from './contact.ts';

interface Props {
  event: StoredEvent;
  /** On one line: a phone beside an e-mail address is only its icon. */
  compact?: boolean;
}

/** E-mail and phone of an event, one beside the other. */
export function ContactLinks({ event, compact }: Props): JSX.Element {
  const { email, phone } = contactOf(event);
  if (!email && !phone) return <span class="contact-none">–</span>;
  return (
    <span class={compact ? 'contact-links contact-line' : 'contact-links'}>
      {email && <ContactLink kind="email" address={email} />}
      {phone && <ContactLink kind="phone" address={phone} quiet={compact === true && email !== undefined} />}
    </span>
  );
}

const ICONS: Record<'email' | 'phone', IconName> = { email: 'mail', phone: 'phone' };

interface LinkProps {
  kind: 'email' | 'phone';
  address: Address;
  /** Only the icon is shown. */
  quiet?: boolean;
}

function ContactLink({ kind, address, quiet }: LinkProps): JSX.Element | null {
  const href = hrefOf(kind, address);
  if (quiet && !href) return null;
  if (address.hidden) {
    return (
      <span class="contact-hidden" title={address.text}>
        <Icon name="lock" size={14} />
        {kind === 'email' ? t`E-mail hidden` : t`Phone hidden`}
      </span>
    );
  }
  if (!href) return <span>{address.text}</span>;
  return (
    <a class={quiet ? 'contact-link contact-icon' : 'contact-link'} href={href} title={address.text}>
      <Icon name={ICONS[kind]} size={14} />
      <span class={quiet ? 'visually-hidden' : undefined} dir="ltr">
        {address.text}
      </span>
    </a>
  );
}

/** Whether some of these have an address that the policy hides. */
export function someHidden(events: StoredEvent[] | undefined): boolean {
  return events?.some((event) => Object.values(contactOf(event)).some(isHidden)) ?? false;
}

const isHidden = (part: string | Address) => typeof part === 'object' && part.hidden;
