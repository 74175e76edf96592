/** A signed-in person's sessions: list, end, move to another tenant. */
import { batch } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import type { Visitor } from './authenticate.ts';
import {
  deleteOtherSessions,
  deleteSessionById,
  type LiveSession,
  listSessions,
  moveSession,
} from './session-store.ts';

/** The person's live sessions, newest first, at most 200. */
export async function listOwnSessions(visitor: Visitor, { user_id, session_id }: LiveSession) {
  const rows = await listSessions(visitor.db, user_id, new Date(visitor.now).toISOString());
  return rows.map((row) => ({ ...row, current: row.id === session_id }));
}

/** Ends one of the person's sessions, at once. */
export async function revokeSession(visitor: Visitor, { user_id }: LiveSession, id: string): Promise<void> {
  const [ended] = await batch(visitor.db, [deleteSessionById(visitor.db, user_id, id)]);
  if (ended === 0) throw missing('session');
}

/** Ends all of the person's sessions but the one that asks. */
export async function revokeOtherSessions(visitor: Visitor, { user_id, session_id }: LiveSession): Promise<void> {
  await batch(visitor.db, [deleteOtherSessions(visitor.db, user_id, session_id)]);
}

/** Moves the session to another tenant of the person; one they do not belong to does not exist for them. */
export async function switchTenant(visitor: Visitor, session: LiveSession, tenant_id: string): Promise<void> {
  const now = new Date(visitor.now).toISOString();
  const { session_id, user_id } = session;
  const [moved] = await batch(visitor.db, [moveSession(visitor.db, session_id, user_id, tenant_id, now)]);
  if (moved === 0) throw missing('tenant');
}
