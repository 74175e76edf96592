/** A signed-in person's own name, language and password. */
import { batch } from '../../base/db.ts';
import { sendMails } from '../mail/index.ts';
import { type Attempt, countAttempts, forgive } from './attempts.ts';
import type { Visitor } from './authenticate.ts';
import { changedLetter } from './letters.ts';
import { callLibrary } from './library-call.ts';
import type { PasswordChange, ProfilePatch } from './schema.ts';
import type { LiveSession } from './session-store.ts';
import { revokeOtherSessions } from './sessions.ts';
import { updateProfile } from './store.ts';

/** Changes name or language. */
export async function changeProfile(visitor: Visitor, session: LiveSession, change: ProfilePatch): Promise<void> {
  if (Object.keys(change).length === 0) return;
  const updated_at = new Date(visitor.now).toISOString();
  await batch(visitor.db, [updateProfile(visitor.db, session.user_id, change, updated_at)]);
}

/** Changes the password of a person who knows the old one; their other sessions end. */
export async function changePassword(visitor: Visitor, session: LiveSession, input: PasswordChange): Promise<void> {
  const attempts: Attempt[] = [['password.account', session.user_id]];
  await countAttempts(visitor, attempts);
  const { openLibrary } = await import('./library.ts');
  const { api } = openLibrary(visitor);
  const body = { currentPassword: input.current_password, newPassword: input.password };
  await callLibrary(() => api.changePassword({ body, headers: visitor.headers, returnHeaders: true }));
  await revokeOtherSessions(visitor, session);
  await batch(visitor.db, forgive(visitor, attempts));
  await sendMails(visitor, [changedLetter(visitor.site, session.email, 'The password')]);
}
