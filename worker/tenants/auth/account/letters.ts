/** Pure: the letters of accounts. Links carry their token behind the #, which browsers send to nobody. */
import type { Letter } from '../../mail/index.ts';

/** Asks the owner of an address to confirm a sign-up. */
export function confirmLetter(site: string, to: string, token: string): Letter {
  return {
    to,
    subject: 'Confirm your e-mail address',
    paragraphs: ['Welcome to Signalbox. Follow the link to confirm your address and open your account.'],
    action: { label: 'Confirm my address', url: `${site}/confirm-email#token=${token}` },
    note: 'The link works once, for 24 hours. If you did not sign up, ignore this mail: no account is made.',
  };
}

/** Tells the owner of an account that somebody signed up with their address again. */
export function knownLetter(site: string, to: string): Letter {
  return {
    to,
    subject: 'You already have an account',
    paragraphs: ['Somebody, perhaps you, signed up with this address. It has an account already: sign in instead.'],
    action: { label: 'Sign in', url: `${site}/sign-in` },
    note: `Forgotten the password? Ask for a new one at ${site}/forgot-password`,
  };
}

/** Carries the link that sets a new password. */
export function resetLetter(site: string, to: string, token: string): Letter {
  return {
    to,
    subject: 'Set a new password',
    paragraphs: ['Somebody, perhaps you, asked for a new password. Follow the link to choose one.'],
    action: { label: 'Choose a new password', url: `${site}/reset-password#token=${token}` },
    note: 'The link works once, for one hour. If you did not ask, ignore this mail: your password stays as it is.',
  };
}

/** Tells a person that their password or second factor changed, in case it was not them. */
export function changedLetter(site: string, to: string, what: string): Letter {
  return {
    to,
    subject: `${what} changed`,
    paragraphs: [`${what} of your Signalbox account changed just now. If that was you, there is nothing to do.`],
    action: { label: 'It was not me: set a new password', url: `${site}/forgot-password` },
  };
}
