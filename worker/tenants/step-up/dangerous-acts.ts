/** Acts that a stolen or unattended session must not be enough for: the one list of them, and the check. */

import { AppError } from '../../base/errors.ts';
import { MINUTE_MS } from '../../shared/durations.ts';

/** What needs a proof of the last 15 minutes. A new act is added here and checked in the first lines of its verb. */
export const DANGEROUS_ACTS = [
  'key.issue',
  'key.rotate',
  'export.request',
  'owner.invite',
  'owner.appoint',
  'password.change',
  'two_factor.disable',
  'recovery_codes.renew',
  'sessions.end',
  'passkey.add',
  'passkey.remove',
  'workspace.delete',
  'account.delete',
] as const;
export type DangerousAct = (typeof DANGEROUS_ACTS)[number];

const RECENT_MS = 15 * MINUTE_MS;

/** Who acts: a person's session says when they last proved who they are; keys and the operator have no session. */
interface Proven {
  authenticated_at?: string;
}

/** Refuses a dangerous act (403) when the person's last proof is older than 15 minutes; `POST /v1/auth/reauthenticate` renews it. */
export function requireRecentSignIn({ actor, now }: { actor: Proven; now: number }, act: DangerousAct): void {
  if (isRecent(actor, now)) return;
  const message = 'Show once more that it is you, then repeat this call.';
  throw new AppError('forbidden', 'auth.reauthentication_required', message, { act });
}

function isRecent({ authenticated_at }: Proven, now: number): boolean {
  return authenticated_at === undefined || now - Date.parse(authenticated_at) <= RECENT_MS;
}
