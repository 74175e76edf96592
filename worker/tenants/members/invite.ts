/** Inviting people by mail: one or many, again, and taking it back. */

import { type Ctx, requirePermission } from '../../base/context.ts';
import { randomToken, sha256 } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { AppError, type ErrorKind, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { matchLocale } from '../../words/locales.ts';
import { recordAudit } from '../audit/index.ts';
import {
  type Attempt,
  countAttempts,
  countEach,
  isAbove,
  type PersonActor,
  requirePerson,
  type Visitor,
} from '../auth/index.ts';
import { requireMail, sendMails } from '../mail/index.ts';
import { findTenant } from '../orgs/index.ts';
import { requireRecentSignIn } from '../step-up/index.ts';
import { aboveYours } from './change-role.ts';
import {
  changeable,
  changedInvitation,
  findInvitation,
  type InvitationRow,
  insertInvitation,
  newInvitations,
  retireExpired,
  standingOf,
  updateInvitation,
} from './invitation-store.ts';
import { invitationLetter } from './letters.ts';
import type { Invitation, InvitationInput, InvitationResult } from './schema.ts';
import { findPeople } from './store.ts';

const DAYS = 7;

/** A call with the address of the dashboard, which mails link to, and the language of the page. */
export type MailingCtx = Ctx & Pick<Visitor, 'site' | 'locale'>;

/** Invites up to a hundred addresses; each is invited or refused on its own, with a code of the reason. */
export async function inviteMany(ctx: MailingCtx, inputs: InvitationInput[]): Promise<InvitationResult[]> {
  requirePermission(ctx, 'members:manage');
  const actor = requirePerson(ctx);
  requireMail(ctx.env);
  if (inputs.some(({ role }) => isAbove(role, actor.role ?? 'viewer'))) throw aboveYours();
  if (inputs.some(({ role }) => role === 'owner')) requireRecentSignIn(ctx, 'owner.invite');
  const allowed = await countInvitations(ctx, actor, inputs);
  const drafts = inputs.map((input) => draft(ctx, actor, input));
  const wanted = drafts.filter((_, index) => allowed[index]);
  const now = new Date(ctx.now).toISOString();
  const ids = wanted.map(({ row }) => row.id);
  const target = newInvitations(ctx.tenant_id, ids);
  const changes = await batch(ctx.db, [
    ...wanted.flatMap(({ row }) => [
      retireExpired(ctx.db, ctx.tenant_id, row.email, now),
      insertInvitation(ctx.db, row),
    ]),
    recordAudit(ctx, { action: 'invitation.sent', target_type: 'invitation', target }),
  ]);
  const invited = new Set(wanted.filter((_, index) => changes[index * 2 + 1] === 1).map(({ row }) => row.id));
  await mail(
    ctx,
    drafts.filter(({ row }) => invited.has(row.id)),
  );
  const refused = drafts.filter(({ row }) => !invited.has(row.id)).map(({ row }) => row.email);
  const standing = new Map((await standingOf(ctx.db, ctx.tenant_id, refused)).map((row) => [row.email, row]));
  return drafts.map(({ row: { id, email } }, index) =>
    invited.has(id)
      ? { index, email, status: 'invited', id }
      : { index, email, status: 'refused', ...reasonOf(standing.get(email), allowed[index] === true) },
  );
}

/** What a mail to an address counts as: its sender's, their workspace's and the address's own. */
function attemptsOf({ tenant_id }: Ctx, { id }: PersonActor, email: string): [Attempt, Attempt, Attempt] {
  return [
    ['invite.person', id],
    ['invite.tenant', tenant_id],
    ['mail.account', email],
  ];
}

/** Counts mails per address, person and workspace, so that we are not used to send spam; returns for each whether it may be sent. */
async function countInvitations(ctx: Ctx, actor: PersonActor, inputs: InvitationInput[]): Promise<boolean[]> {
  const counted = await countEach(
    ctx,
    inputs.flatMap(({ email }) => attemptsOf(ctx, actor, email)),
  );
  return inputs.map((_, i) => counted.slice(i * 3, i * 3 + 3).every(Boolean));
}

/** Invites one address. */
export async function inviteOne(ctx: MailingCtx, input: InvitationInput): Promise<Invitation> {
  const [result] = await inviteMany(ctx, [input]);
  if (result?.status !== 'invited') throw refusalOf(result?.code ?? '', result?.message ?? '');
  const row = await findInvitation(ctx.db, ctx.tenant_id, result.id!);
  return shownInvitation(row!, ctx.now);
}

/** Mails an open invitation anew, with another link that works for seven days; the old one dies. */
export async function resendInvitation(ctx: MailingCtx, id: string): Promise<Invitation> {
  requirePermission(ctx, 'members:manage');
  const actor = requirePerson(ctx);
  const known = await findInvitation(ctx.db, ctx.tenant_id, id);
  if (!known) throw missing('invitation');
  requireMail(ctx.env);
  await countAttempts(ctx, attemptsOf(ctx, actor, known.email));
  const { token, row } = draft(ctx, actor, known);
  const { digest, sent_at, expires_at } = row;
  const change = { digest, sent_at, expires_at };
  const changed = await changeInvitation(ctx, 'invitation.resent', changeable(ctx.tenant_id, id, actor.id), change);
  if (changed === 0) throw closed(known);
  await mail(ctx, [{ token, row: { ...known, ...change } }]);
  return shownInvitation({ ...known, ...change }, ctx.now);
}

/** Revokes an open invitation: its link stops working at once. */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<void> {
  requirePermission(ctx, 'members:manage');
  const actor = requirePerson(ctx);
  const change = { revoked_at: new Date(ctx.now).toISOString() };
  const changed = await changeInvitation(ctx, 'invitation.revoked', changeable(ctx.tenant_id, id, actor.id), change);
  if (changed === 1) return;
  const known = await findInvitation(ctx.db, ctx.tenant_id, id);
  throw known ? closed(known) : missing('invitation');
}

async function changeInvitation(
  ctx: Ctx,
  action: string,
  where: ReturnType<typeof changeable>,
  change: Parameters<typeof updateInvitation>[2],
): Promise<number> {
  const target = changedInvitation(where, change);
  const [, changed] = await batch(ctx.db, [
    recordAudit(ctx, { action, target_type: 'invitation', target, after: change }),
    updateInvitation(ctx.db, where, change),
  ]);
  return changed!;
}

/** An invitation as the API shows it. */
export function shownInvitation(row: InvitationRow, now: number): Invitation {
  const { tenant_id: _tenant, digest: _digest, accepted_by: _person, ...shown } = row;
  return { ...shown, status: statusOf(row, now) };
}

/** What has become of an invitation. */
export function statusOf(row: InvitationRow, now: number): Invitation['status'] {
  if (row.accepted_at) return 'accepted';
  if (row.revoked_at) return 'revoked';
  return Date.parse(row.expires_at) <= now ? 'expired' : 'pending';
}

interface Draft {
  token: string;
  row: InvitationRow;
}

function draft(ctx: Ctx, actor: PersonActor, { email, role }: InvitationInput): Draft {
  const token = randomToken(32);
  const created_at = new Date(ctx.now).toISOString();
  const row = {
    id: newId('inv'),
    tenant_id: ctx.tenant_id,
    email,
    role,
    digest: sha256(token),
    invited_by: actor.id,
    created_at,
    sent_at: created_at,
    expires_at: new Date(ctx.now + DAYS * DAY_MS).toISOString(),
    accepted_at: null,
    accepted_by: null,
    revoked_at: null,
  };
  return { token, row };
}

/** In the language of who is invited where it is known, else in the inviter's. */
async function mail(ctx: MailingCtx, drafts: Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const inviter_id = ctx.actor.id;
  const [tenant, people] = await Promise.all([
    findTenant(ctx.db, ctx.tenant_id),
    findPeople(
      ctx.db,
      inviter_id,
      drafts.map(({ row }) => row.email),
    ),
  ]);
  const inviter = people.find(({ id }) => id === inviter_id);
  const localeOf = new Map(people.map(({ email, locale }) => [email, matchLocale(locale)]));
  const facts = { tenant: tenant?.name ?? '', inviter: inviter?.name ?? null };
  const letters = drafts.map(({ token, row: { email, role } }) => {
    const locale = localeOf.get(email) ?? matchLocale(inviter?.locale) ?? ctx.locale;
    return invitationLetter(ctx.site, { email, locale }, { token, role, ...facts });
  });
  await sendMails(ctx, letters);
}

function reasonOf(standing: { member: number; pending: number } | undefined, counted: boolean) {
  if (!counted)
    return {
      code: 'auth.too_many_attempts',
      message: 'Too many mails to this address or from this workspace today; try again later.',
    };
  if (standing?.member) return { code: 'member.exists', message: 'This person is a member already.' };
  if (standing?.pending) return { code: 'invitation.pending', message: 'This address is invited already.' };
  return { code: 'invitation.too_many', message: 'Too many invitations are open.' };
}

function refusalOf(code: string, message: string): AppError {
  const kind: ErrorKind = code === 'auth.too_many_attempts' ? 'limited' : 'conflict';
  return new AppError(kind, code, message, kind === 'limited' ? { retry_after: 60 } : {});
}

/** Why an invitation could not be changed. */
function closed(row: InvitationRow): AppError {
  if (row.accepted_at) return new AppError('conflict', 'invitation.used', 'This invitation was accepted already.');
  if (row.revoked_at) return new AppError('conflict', 'invitation.revoked', 'This invitation was taken back.');
  return aboveYours();
}
