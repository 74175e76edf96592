/** What a sign-in leaves behind: the audit log, the person's own list, a mail when the browser is new, and a browser that is known. */
import { batch } from '../../../base/db.ts';
import { deviceOf } from '../../../words/device.ts';
import { recordAudit } from '../../audit/index.ts';
import { sendMails } from '../../mail/index.ts';
import { recordSessions } from '../account/account-audit.ts';
import { newDeviceLetter, readerOf } from '../account/letters.ts';
import { claim } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { deviceCookie, knownDevice } from '../session/known-device.ts';
import { findSession, type LiveSession, withDigest } from '../session/session-store.ts';
import { auditedMemberships, findUserByEmail } from '../store.ts';
import { afterReply, noteEvent } from './events.ts';
import { hasSignedIn } from './events-store.ts';

const DAY_SECONDS = 86_400;

/** Records the session that was just opened, found by its digest; returns the cookies that make this browser a known one. */
export async function noteSignIn(visitor: Visitor, digest: string, by: string): Promise<string[]> {
  const { db, now } = visitor;
  const session = await findSession(db, digest, new Date(now).toISOString());
  if (!session) return [];
  const isKnown = knownDevice(visitor, session.email) !== undefined;
  const isNew = !isKnown && (await hasSignedIn(db, session.user_id));
  const after = isNew ? { by, new_device: true } : { by };
  await batch(db, [
    recordSessions(visitor, session, 'session.opened', withDigest(digest), after),
    noteEvent(visitor, session, 'sign_in', by),
    ...(isNew ? [noteEvent(visitor, session, 'new_device')] : []),
  ]);
  if (isNew) await tellOfDevice(visitor, session);
  return isKnown ? [] : [deviceCookie(visitor, session.email)];
}

async function tellOfDevice(visitor: Visitor, session: LiveSession): Promise<void> {
  const { browser, system } = deviceOf(visitor.headers.get('user-agent'));
  const address = visitor.headers.get('cf-connecting-ip');
  const from = [browser, system, address].filter(Boolean).join(', ');
  await sendMails(visitor, [newDeviceLetter(visitor.site, readerOf(visitor, session), from || '?')]);
}

/** Tells that somebody tries passwords: the person, and the tenants they belong to; once a day, after the reply. */
export function noteSlowed(visitor: Visitor, email: string): void {
  afterReply(visitor, async () => {
    const user = await findUserByEmail(visitor.db, email);
    if (!user || !(await claim(visitor, 'noted', user.id, DAY_SECONDS))) return;
    const system = { type: 'system', id: 'sign-in' } as const;
    const target = auditedMemberships(user.id);
    const { db, now, request_id } = visitor;
    await batch(db, [
      recordAudit(
        { db, now, request_id, tenant_id: '', actor: system },
        { action: 'user.sign_in_slowed', target_type: 'user', target, after: { email } },
      ),
      noteEvent(visitor, { user_id: user.id }, 'sign_in_slowed'),
    ]);
  });
}
