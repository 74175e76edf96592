/** Pure: the letter of an invitation. */
import { DAY_MS } from '../../shared/durations.ts';
import { lettersIn } from '../../words/letters.ts';
import type { Role } from '../auth/index.ts';
import { type Letter, linkFor, type Reader } from '../mail/index.ts';

/** The mail of an invitation; `inviter` is null where the sender is unknown. */
export interface InvitationFacts {
  token: string;
  role: Role;
  tenant: string;
  inviter: string | null;
}

/** Invites an address into a workspace. */
export function invitationLetter(site: string, to: Reader, { token, ...facts }: InvitationFacts): Letter {
  return {
    to,
    words: lettersIn(to.locale).invitation(facts),
    url: linkFor(to, `${site}/join`, token),
    useful_ms: 7 * DAY_MS,
  };
}
