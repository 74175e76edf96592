/** A signed-in person's own name, language and password. */
import { batch } from '../../../base/db.ts';
import { sendMails } from '../../mail/index.ts';
import { requireRecentSignIn } from '../../step-up/index.ts';
import { callLibrary } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import type { PasswordChange, ProfilePatch } from '../schema.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { LiveSession } from '../session/session-store.ts';
import { revokeOtherSessions } from '../session/sessions.ts';
import { deleteVerifications, updateProfile } from '../store.ts';
import { recordAccount, recordSecurity } from './account-audit.ts';
import { changedLetter, readerOf } from './letters.ts';
import { counted } from './proof.ts';
import { refuseWeakPassword } from './weak-password.ts';

/** Changes name or language. */
export async function changeProfile(visitor: Visitor, session: LiveSession, asked: ProfilePatch): Promise<void> {
  const names = (['name', 'locale'] as const).filter((name) => (asked[name] ?? session[name]) !== session[name]);
  if (names.length === 0) return;
  const [before, after] = [session, asked].map((fields) => Object.fromEntries(names.map((n) => [n, fields[n]])));
  const updated_at = new Date(visitor.now).toISOString();
  await batch(visitor.db, [
    recordAccount(visitor, session, 'user.changed', { before, after }),
    updateProfile(visitor.db, session.user_id, after!, updated_at),
  ]);
}

/** Changes the password of a person who knows the old one; their other sessions end, and links and second steps begun before. */
export async function changePassword(visitor: Visitor, session: LiveSession, input: PasswordChange): Promise<void> {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'password.change');
  await refuseWeakPassword(input.password, session.email, session.name);
  const { api } = await openLibrary(visitor);
  const body = { currentPassword: input.current_password, newPassword: input.password };
  const { headers } = visitor;
  await counted(visitor, session, () => callLibrary(() => api.changePassword({ body, headers, returnHeaders: true })));
  await batch(visitor.db, [
    ...recordSecurity(visitor, session, 'password_changed'),
    deleteVerifications(visitor.db, session.user_id),
  ]);
  await revokeOtherSessions(visitor, session);
  await sendMails(visitor, [changedLetter(visitor.site, readerOf(visitor, session), 'password')]);
}
