/** Pure: the letters of accounts, in the language of their reader. */

import { DAY_MS, HOUR_MS } from '../../../shared/durations.ts';
import { lettersIn } from '../../../words/letters.ts';
import { matchLocale } from '../../../words/locales.ts';
import { type Letter, linkFor, type Reader } from '../../mail/index.ts';
import type { Visitor } from '../session/authenticate.ts';

/** The person of an address: in the language of their profile, else in that of the page they use. */
export function readerOf(visitor: Pick<Visitor, 'locale'>, person: { email: string; locale?: string | null }): Reader {
  return { email: person.email, locale: matchLocale(person.locale) ?? visitor.locale };
}

/** Asks the owner of an address to confirm a sign-up. */
export function confirmLetter(site: string, to: Reader, token: string): Letter {
  return {
    to,
    words: lettersIn(to.locale).confirm,
    url: linkFor(to, `${site}/confirm-email`, token),
    useful_ms: DAY_MS,
  };
}

/** Tells the owner of an account that somebody signed up with their address again. */
export function knownLetter(site: string, to: Reader): Letter {
  return { to, words: lettersIn(to.locale).known(`${site}/forgot-password`), url: `${site}/sign-in` };
}

/** Carries the link that sets a new password. */
export function resetLetter(site: string, to: Reader, token: string): Letter {
  return {
    to,
    words: lettersIn(to.locale).reset,
    url: linkFor(to, `${site}/reset-password`, token),
    useful_ms: HOUR_MS,
  };
}

/** Tells a person that somebody signed in on a browser that is not known; `from` says which, and from where. */
export function newDeviceLetter(site: string, to: Reader, from: string): Letter {
  return { to, words: lettersIn(to.locale).newDevice(from), url: `${site}/settings/account` };
}

/** Tells a person that a passkey was added, by its name. */
export function passkeyLetter(site: string, to: Reader, name: string): Letter {
  return { to, words: lettersIn(to.locale).passkeyAdded(name), url: `${site}/settings/account` };
}

/** Tells a person that their password or second factor changed, in case it was not them. */
export function changedLetter(site: string, to: Reader, what: 'password' | 'secondFactor'): Letter {
  return { to, words: lettersIn(to.locale)[`${what}Changed`], url: `${site}/forgot-password` };
}
