/** Pure: the letter of an invitation. */
import type { Role } from '../auth/index.ts';
import type { Letter } from '../mail/index.ts';

/** What an invitation's mail says. */
export interface InvitationFacts {
  to: string;
  token: string;
  role: Role;
  tenant_name: string;
  inviter_name: string;
}

/** Invites an address into a workspace. */
export function invitationLetter(
  site: string,
  { to, token, role, tenant_name, inviter_name }: InvitationFacts,
): Letter {
  return {
    to,
    subject: `Invitation to ${tenant_name}`,
    paragraphs: [`${inviter_name} invites you to ${tenant_name} on Signalbox, as ${role}.`],
    action: { label: 'Accept the invitation', url: `${site}/join#token=${token}` },
    note: 'The link works once, for seven days. If you do not know the sender, ignore this mail.',
  };
}
