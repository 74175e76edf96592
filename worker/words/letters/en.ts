/** The mails in English. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'owner', admin: 'admin', editor: 'editor', viewer: 'viewer' };
const NOT_ME = 'It was not me: set a new password';

export const en: Letters = {
  confirm: {
    subject: 'Confirm your e-mail address',
    text: 'Welcome to Signalbox. Follow the link to confirm your address and open your account.',
    action: 'Confirm my address',
    note: 'The link works once, for 24 hours. If you did not sign up, ignore this mail: no account is made.',
  },
  known: (url) => ({
    subject: 'You already have an account',
    text: 'Somebody, perhaps you, signed up with this address. It has an account already: sign in instead.',
    action: 'Sign in',
    note: `Forgotten the password? Ask for a new one at ${url}`,
  }),
  reset: {
    subject: 'Set a new password',
    text: 'Somebody, perhaps you, asked for a new password. Follow the link to choose one.',
    action: 'Choose a new password',
    note: 'The link works once, for one hour. If you did not ask, ignore this mail: your password stays as it is.',
  },
  passwordChanged: {
    subject: 'The password changed',
    text: 'The password of your Signalbox account changed just now. If that was you, there is nothing to do.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'The second factor changed',
    text: 'The second factor of your Signalbox account changed just now. If that was you, there is nothing to do.',
    action: NOT_ME,
  },
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Invitation to ${tenant}`,
    text: `${inviter ?? 'Somebody'} invites you to ${tenant} on Signalbox, as ${ROLES[role]}.`,
    action: 'Accept the invitation',
    note: 'The link works once, for seven days. If you do not know the sender, ignore this mail.',
  }),
};
