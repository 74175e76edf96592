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
  newDevice: (from) => ({
    subject: 'A new sign-in',
    text: `Somebody signed in to your Signalbox account with a browser that it did not know: ${from}. If that was you, there is nothing to do.`,
    action: 'See where I am signed in',
    note: 'If it was not you, sign that device out there and set a new password.',
  }),
  passkeyAdded: (name) => ({
    subject: 'A passkey was added',
    text: `The passkey ${name} was added to your Signalbox account just now. It opens the account without the password. If that was you, there is nothing to do.`,
    action: 'See my passkeys',
    note: 'If it was not you, remove it there and set a new password.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Invitation to ${tenant}`,
    text: `${inviter ?? 'Somebody'} invites you to ${tenant} on Signalbox, as ${ROLES[role]}.`,
    action: 'Accept the invitation',
    note: 'The link works once, for seven days. If you do not know the sender, ignore this mail.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} will be deleted on ${date}`,
    text: `${tenant} on Signalbox was closed just now. Its keys have stopped; on ${date} everything in it is deleted for ever. Until then an owner can keep it, and you can export what you need.`,
    action: 'Keep the workspace',
    note: 'If you wanted this, there is nothing to do.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Your account will be deleted on ${date}`,
    text: `You asked for your Signalbox account to be deleted. All devices are signed out. On ${date} it goes for ever, with the workspaces in which nobody else is. If that was not you, keep it and set a new password.`,
    action: 'Keep my account',
    note: 'The link works until that day. Signing in works as well.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} is deleted` : 'Your account is deleted',
    text:
      what === 'workspace'
        ? `${name} and everything in it was deleted from Signalbox.`
        : `Your Signalbox account ${name} was deleted. What other workspaces wrote about you in their audit logs stays with them.`,
    action: 'See the key that signed the receipt',
    note: 'Below are the signed receipt and the list that its SHA-256 is of. Keep this mail: we keep the receipt alone, which names nobody.',
  }),
};
