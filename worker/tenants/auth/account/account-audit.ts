/** What people do with their own account and sessions, in the audit logs of the tenants that it concerns. */
import type { Statement } from '../../../base/db.ts';
import { recordAudit } from '../../audit/index.ts';
import { type Caller, noteEvent } from '../security/events.ts';
import type { Visitor } from '../session/authenticate.ts';
import { auditedSessions, type LiveSession, movingSession, type Which } from '../session/session-store.ts';
import { auditedMemberships } from '../store.ts';
import type { SecurityEventKind } from '../table.ts';

type Fields = Record<string, unknown>;
type Change = { before?: Fields; after?: Fields };
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
export function recordAccount(visitor: Recorder, person: Person, action: string, change: Change = {}): Statement {
  const target = auditedMemberships(person.user_id);
  return recordAudit(actingAs(visitor, person), { action, target_type: 'user', target, ...change });
}

/** What strengthens or weakens a person's account: in those logs, and in the person's own list. */
export function recordSecurity(
  visitor: Recorder & Caller,
  person: Person,
  event: SecurityEventKind,
  detail = '',
): Statement[] {
  const change = detail === '' ? {} : { after: { name: detail } };
  return [recordAccount(visitor, person, `user.${event}`, change), noteEvent(visitor, person, event, detail)];
}

function actingAs({ db, now, request_id }: Recorder, { user_id: id, email: label }: Person) {
  return { db, now, request_id, tenant_id: '', actor: { type: 'person' as const, id, label } };
}
