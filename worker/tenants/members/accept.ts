/** The invited person's side: reading an invitation, and accepting it, as a known person or a new one. */
import { sha256 } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { recordAudit } from '../audit/index.ts';
import {
  countAttempts,
  findUserByEmail,
  hashNewPassword,
  insertPassword,
  type LiveSession,
  moveSession,
  newMember,
  newSession,
  type Visitor,
} from '../auth/index.ts';
import {
  claimedInvitation,
  claimInvitation,
  findByDigest,
  type InvitationRow,
  insertClaimedMember,
  insertClaimedUser,
} from './invitation-store.ts';
import { statusOf } from './invite.ts';
import type { AcceptInput, InvitationView } from './schema.ts';

/** What the holder of a link may know; used, expired and revoked links are conflicts. */
export async function readInvitation(visitor: Visitor, token: string): Promise<InvitationView> {
  const { invitation, tenant_name, inviter_name } = await openInvitation(visitor, token);
  const { email, role, expires_at } = invitation;
  const account_exists = (await findUserByEmail(visitor.db, email)) !== undefined;
  return { email, role, tenant: { name: tenant_name }, invited_by: inviter_name ?? '', expires_at, account_exists };
}

/** Accepts as the person who is signed in; the address must be theirs. Switches the session to the tenant. */
export async function acceptAsMember(visitor: Visitor, token: string, session: LiveSession): Promise<void> {
  const { invitation } = await openInvitation(visitor, token);
  if (invitation.email !== session.email) {
    throw new AppError('forbidden', 'invitation.other_person', 'This invitation is for another e-mail address.');
  }
  if (!session.email_verified) {
    throw new AppError('forbidden', 'auth.email_unverified', 'Confirm your e-mail address first.');
  }
  const { db } = visitor;
  const { user_id, session_id } = session;
  const now = new Date(visitor.now).toISOString();
  const [claimed] = await batch(db, [
    claimInvitation(db, invitation.id, user_id, now, false),
    insertClaimedMember(db, invitation.id, user_id, now),
    ...auditAcceptance(visitor, invitation, user_id, now),
    moveSession(db, session_id, user_id, invitation.tenant_id, now),
  ]);
  if (claimed === 0) throw await outcome(visitor, token);
}

/** Accepts as a new person, whose address the link proves; returns their cookies. */
export async function acceptAsStranger(visitor: Visitor, input: AcceptInput): Promise<string[]> {
  const { token } = input;
  const { invitation } = await openInvitation(visitor, token);
  if (await findUserByEmail(visitor.db, invitation.email)) throw signInFirst();
  const { name, password, locale = visitor.locale } = input;
  if (name === undefined || password === undefined) {
    const errors = [{ path: name === undefined ? 'name' : 'password', message: 'required for a new account' }];
    throw new AppError('unprocessable', 'request.invalid', 'Choose a name and a password.', { errors });
  }
  const { db } = visitor;
  const { id, email, tenant_id } = invitation;
  const created_at = new Date(visitor.now).toISOString();
  const person = {
    id: newId('usr'),
    email,
    name,
    locale,
    password: await hashNewPassword(password, email, name),
    created_at,
  };
  const session = newSession(visitor, person, tenant_id);
  const [claimed] = await batch(db, [
    claimInvitation(db, id, person.id, created_at, true),
    insertClaimedUser(db, id, person),
    insertPassword(db, person),
    insertClaimedMember(db, id, person.id, created_at),
    ...auditAcceptance(visitor, invitation, person.id, created_at),
    ...session.statements,
  ]);
  if (claimed === 0) throw await outcome(visitor, token);
  return session.cookies;
}

/** The entries of an acceptance, in the inviting tenant's log: the person acts who has just become one of it. */
function auditAcceptance(visitor: Visitor, { id, tenant_id, email }: InvitationRow, user_id: string, now: string) {
  const ctx = { ...visitor, tenant_id, actor: { type: 'person' as const, id: user_id, label: email } };
  const invitation = claimedInvitation(id, user_id, now);
  return [
    recordAudit(ctx, { action: 'invitation.accepted', target_type: 'invitation', target: invitation }),
    recordAudit(ctx, { action: 'member.added', target_type: 'user', target: newMember(tenant_id, user_id, now) }),
  ];
}

async function openInvitation(visitor: Visitor, token: string) {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const found = await findByDigest(visitor.db, sha256(token));
  if (!found) throw missing('invitation');
  const problem = problemOf(found.invitation, visitor.now);
  if (problem) throw problem;
  return found;
}

/** Why a claim failed although the invitation was open a moment ago. */
async function outcome(visitor: Visitor, token: string): Promise<AppError> {
  const found = await findByDigest(visitor.db, sha256(token));
  return (found && problemOf(found.invitation, visitor.now)) ?? signInFirst();
}

function problemOf(row: InvitationRow, now: number): AppError | undefined {
  const status = statusOf(row, now);
  if (status === 'accepted')
    return new AppError('conflict', 'invitation.used', 'This invitation was accepted already.');
  if (status === 'revoked') return new AppError('conflict', 'invitation.revoked', 'This invitation was taken back.');
  if (status === 'expired') return new AppError('conflict', 'invitation.expired', 'This invitation has expired.');
  return undefined;
}

function signInFirst(): AppError {
  return new AppError('conflict', 'invitation.sign_in_first', 'This address has an account: sign in, then accept.');
}
