/** A signed-in person's sessions: list, end, switch to another tenant. */

import type { Ctx } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { missing } from '../../../base/errors.ts';
import { dropSockets } from '../../../base/sockets.ts';
import { requireRecentSignIn } from '../../step-up/index.ts';
import { recordMove, recordSessions } from '../account/account-audit.ts';
import { noteEvent } from '../security/events.ts';
import { listMemberships } from '../store.ts';
import type { Visitor } from './authenticate.ts';
import {
  deleteSessions,
  findSessions,
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

/** Ends one of the person's sessions, at once. Another than their own needs a fresh proof: a thief must not lock the owner out. */
export async function revokeSession(visitor: Visitor, session: LiveSession, id: string): Promise<void> {
  if (id !== session.session_id) requireProof(visitor, session);
  if ((await endSessions(visitor, session, ownSession(session, id))) === 0) throw missing('session');
}

/** Ends all of the person's sessions but the caller's, who has just proved who they are. */
export async function revokeOtherSessions(visitor: Visitor, session: LiveSession): Promise<void> {
  requireProof(visitor, session);
  await endSessions(visitor, session, otherSessions(session));
}

function requireProof({ now }: Visitor, session: LiveSession): void {
  requireRecentSignIn({ actor: session, now }, 'sessions.end');
}

/** Ends sessions together with the live sockets that were opened with them. */
async function endSessions(visitor: Visitor, session: LiveSession, which: Which): Promise<number> {
  const ending = await findSessions(visitor.db, which);
  const [, ended] = await batch(visitor.db, [
    recordSessions(visitor, session, 'session.revoked', which),
    deleteSessions(visitor.db, which),
    ...(ending.length > 0 ? [noteEvent(visitor, session, 'sessions_ended', String(ending.length))] : []),
  ]);
  const inTenants = ending.filter(({ tenant_id }) => tenant_id !== '');
  await Promise.all(inTenants.map(({ id, tenant_id }) => dropSockets(visitor, tenant_id, { session_id: id })));
  return ended!;
}

/** Ends a person's live sockets everywhere, when all of their sessions end. */
export async function dropSocketsOf(ctx: Pick<Ctx, 'env' | 'db' | 'log'>, user_id: string): Promise<void> {
  const tenants = await listMemberships(ctx.db, user_id);
  await Promise.all(tenants.map(({ id }) => dropSockets(ctx, id, { user_id })));
}

/** Switches the session to another tenant of the person; one they do not belong to does not exist for them. */
export async function switchTenant(visitor: Visitor, session: LiveSession, tenant_id: string): Promise<void> {
  const now = new Date(visitor.now).toISOString();
  const { session_id, user_id } = session;
  const changed = await batch(visitor.db, [
    ...recordMove(visitor, session, tenant_id),
    moveSession(visitor.db, session_id, user_id, tenant_id, now),
  ]);
  if (changed.at(-1) === 0) throw missing('tenant');
  if (session.tenant_id !== '') await dropSockets(visitor, session.tenant_id, { session_id });
}
