/** What people do with their own account and sessions, in the audit logs of the tenants that it concerns. */
import { batch, type Statement } from '../../../base/db.ts';
import { recordAudit } from '../../audit/index.ts';
import type { Visitor } from '../session/authenticate.ts';
import {
  auditedSessions,
  findSession,
  type LiveSession,
  movingSession,
  type Which,
  withDigest,
} from '../session/session-store.ts';
import { auditedMemberships } from '../store.ts';

type Fields = Record<string, unknown>;
type Recorder = Pick<Visitor, 'db' | 'now' | 'request_id'>;
type Person = Pick<LiveSession, 'user_id' | 'email'>;

/** Sessions opened or ended, each in the log of the tenant that it is in. */
export function recordSessions(
  visitor: Recorder,
  person: Person,
  action: string,
  which: Which,
  after?: Fields,
): Statement {
  const target = auditedSessions(which);
  return recordAudit(actingAs(visitor, person), { action, target_type: 'session', target, after });
}

/** A session that moves between tenants: left in the one log, entered in the other, neither naming the other tenant. */
export function recordMove(visitor: Recorder, session: LiveSession, to: string): Statement[] {
  const target = movingSession(visitor.db, session, to);
  const ctx = actingAs(visitor, session);
  const entered = recordAudit({ ...ctx, tenant_id: to }, { action: 'session.entered', target_type: 'session', target });
  if (session.tenant_id === '') return [entered];
  const from = { ...ctx, tenant_id: session.tenant_id };
  return [recordAudit(from, { action: 'session.left', target_type: 'session', target }), entered];
}

/** A change of a person's own account, in the log of every tenant that they belong to. */
export function recordAccount(
  visitor: Recorder,
  person: Person,
  action: string,
  change: { before?: Fields; after?: Fields } = {},
): Statement {
  const target = auditedMemberships(person.user_id);
  return recordAudit(actingAs(visitor, person), { action, target_type: 'user', target, ...change });
}

/** Records the session that the library has just opened, found by its digest; returns whose address it is. */
export async function noteSignIn(visitor: Visitor, digest: string, by: string): Promise<string | undefined> {
  const session = await findSession(visitor.db, digest, new Date(visitor.now).toISOString());
  if (!session) return undefined;
  await batch(visitor.db, [recordSessions(visitor, session, 'session.opened', withDigest(digest), { by })]);
  return session.email;
}

function actingAs({ db, now, request_id }: Recorder, { user_id: id, email: label }: Person) {
  return { db, now, request_id, tenant_id: '', actor: { type: 'person' as const, id, label } };
}
