/** A signed-in person's sessions: list, end, move to another tenant. */
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import type { Visitor } from './authenticate.ts';
import { recordMove, recordSessions } from './own-log.ts';
import {
  deleteSessions,
  type LiveSession,
  listSessions,
  moveSession,
  otherSessions,
  ownSession,
  type Which,
} from './session-store.ts';

/** The person's live sessions, newest first, at most 200. */
export async function listOwnSessions(visitor: Visitor, { user_id, session_id }: LiveSession) {
  const rows = await listSessions(visitor.db, user_id, new Date(visitor.now).toISOString());
  return rows.map((row) => ({ ...row, current: row.id === session_id }));
}

/** Ends one of the person's sessions, at once. */
export async function revokeSession(visitor: Visitor, session: LiveSession, id: string): Promise<void> {
  if ((await endSessions(visitor, session, ownSession(session, id))) === 0) throw missing('session');
}

/** Ends all of the person's sessions but the one that asks. */
export async function revokeOtherSessions(visitor: Visitor, session: LiveSession): Promise<void> {
  await endSessions(visitor, session, otherSessions(session));
}

async function endSessions(visitor: Visitor, session: LiveSession, which: Which): Promise<number> {
  const [, ended] = await batch(visitor.db, [
    recordSessions(visitor, session, 'session.revoked', which),
    deleteSessions(visitor.db, which),
  ]);
  return ended!;
}

/** Moves the session to another tenant of the person; one they do not belong to does not exist for them. */
export async function switchTenant(visitor: Visitor, session: LiveSession, tenant_id: string): Promise<void> {
  const now = new Date(visitor.now).toISOString();
  const { session_id, user_id } = session;
  const changed = await batch(visitor.db, [
    ...recordMove(visitor, session, tenant_id),
    moveSession(visitor.db, session_id, user_id, tenant_id, now),
  ]);
  if (changed.at(-1) === 0) throw missing('tenant');
}
