/** Asking for a workspace or an account to be deleted, and taking that back. Nothing goes for fourteen days. */

import { type Ctx, requirePermission } from '../../../base/context.ts';
import { randomToken, sha256 } from '../../../base/crypto.ts';
import { batch, type Statement } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { clearCaches } from '../../../base/isolate-cache.ts';
import { dropSockets } from '../../../base/sockets.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { type LiveSession, requirePerson, type Visitor } from '../../../tenants/auth/index.ts';
import { findOpenDeletion } from '../../../tenants/deletions/index.ts';
import { requireMail, sendMails } from '../../../tenants/mail/index.ts';
import { findTenant } from '../../../tenants/orgs/index.ts';
import { requireRecentSignIn } from '../../../tenants/step-up/index.ts';
import { matchLocale } from '../../../words/locales.ts';
import { accountLetter, workspaceLetter } from './letters.ts';
import {
  cancelDeletions,
  closeTenant,
  closingTenant,
  type DeletionRow,
  endSessions,
  findByDigest,
  insertDeletion,
  isActive,
  leavesOwners,
  listAlone,
  listOrphaned,
  listOwners,
  listPlaces,
  openingTenants,
  openTenants,
} from './schedule-store.ts';
import type { Scheduled, Workspace } from './schema.ts';

/** How long a deletion may be taken back. */
const GRACE_MS = 14 * DAY_MS;

/** The workspace, and when it is to go. */
export async function readWorkspace(ctx: Ctx): Promise<Workspace> {
  requirePermission(ctx, 'projects:read');
  requirePerson(ctx);
  const tenant = await findTenant(ctx.db, ctx.tenant_id);
  if (!tenant) throw missing('tenant');
  const { id, name, slug, created_at } = tenant;
  const deletion = await findOpenDeletion(ctx.db, id);
  return { id, name, slug, created_at, deletion: deletion ? shown(deletion) : null };
}

/** Closes a workspace, whose name its owner types, and has it deleted in fourteen days. Its owners get a mail. */
export async function deleteWorkspace(ctx: Ctx, typed: string, site: string): Promise<Workspace> {
  requirePermission(ctx, 'tenant:manage');
  requirePerson(ctx);
  requireRecentSignIn(ctx, 'workspace.delete');
  requireMail(ctx.env);
  const tenant = await findTenant(ctx.db, ctx.tenant_id);
  if (!tenant) throw missing('tenant');
  if (typed.normalize().trim() !== tenant.name.normalize().trim()) throw otherName('name', 'the workspace’s name');
  const owners = await listOwners(ctx.db, tenant.id);
  const readers = owners.map(({ email, locale }) => ({ email, locale: matchLocale(locale) ?? 'en' }));
  const row = newDeletion(ctx.now, 'workspace', tenant.id, { site, name: tenant.name, readers });
  const [, , closed] = await batch(ctx.db, closing(ctx, row));
  if (closed === 1) await tellClosed(ctx, row);
  return await readWorkspace(ctx);
}

/** Takes the deletion of a workspace back: it is in use again. */
export async function restoreWorkspace(ctx: Ctx): Promise<Workspace> {
  requirePermission(ctx, 'tenant:manage');
  requirePerson(ctx);
  const deletion = await findOpenDeletion(ctx.db, ctx.tenant_id);
  if (deletion) await takeBack(ctx, deletion);
  return await readWorkspace(ctx);
}

/**
 * Has a person's account deleted in fourteen days, with the workspaces in which they are alone. They type their address; all of their
 * sessions end. Refused while other people would be left without an owner.
 */
export async function deleteAccount(visitor: Visitor, session: LiveSession, typed: string): Promise<Scheduled> {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'account.delete');
  requireMail(visitor.env);
  const { db, now, site } = visitor;
  if (typed.trim().toLowerCase() !== session.email.toLowerCase()) throw otherName('email', 'your e-mail address');
  const orphaned = await listOrphaned(db, session.user_id);
  if (orphaned.length > 0) throw lastOwner(orphaned);
  const open = await findOpenDeletion(db, session.user_id);
  if (open) return shown(open);
  const token = randomToken(32);
  const readers = [{ email: session.email, locale: matchLocale(session.locale) ?? visitor.locale }];
  const notice = { site, name: session.email, readers };
  const row = { ...newDeletion(now, 'account', session.user_id, notice), digest: sha256(token) };
  const alone = (await listAlone(db, session.user_id)).map(({ id, name }) => ({
    ...newDeletion(now, 'workspace', id, { ...notice, name }),
    part_of: row.id,
  }));
  const places = await listPlaces(db, session.user_id);
  const actor = { type: 'person' as const, id: session.user_id, label: session.email };
  const [written] = await batch(db, [
    insertDeletion(db, row, leavesOwners(session.user_id)),
    endSessions(db, session.user_id, row.id),
    ...alone.flatMap((each) => closing({ ...visitor, tenant_id: each.subject, actor }, each)),
  ]);
  if (written === 0) throw lastOwner(await listOrphaned(db, session.user_id));
  clearCaches();
  for (const place of places) await dropSockets(visitor, place, { user_id: session.user_id });
  for (const { subject } of alone) await dropSockets(visitor, subject, {});
  await sendMails(visitor, [accountLetter(notice, row.due_at, token)]);
  return shown(row);
}

/** Keeps an account, by the link of the mail, or for whoever has signed in to it; its workspaces come back with it. */
export async function restoreAccount(visitor: Visitor, proof: { token: string } | LiveSession): Promise<void> {
  const row =
    'token' in proof
      ? await findByDigest(visitor.db, sha256(proof.token))
      : await findOpenDeletion(visitor.db, proof.user_id);
  if (row) return await takeBack({ ...visitor, actor: { type: 'person', id: row.subject } }, row);
  if ('token' in proof)
    throw new AppError('conflict', 'auth.link_expired', 'This link was used already or has expired.');
}

type Writer = Pick<Ctx, 'env' | 'db' | 'now' | 'request_id' | 'log'>;
type Actor = { actor: Pick<Ctx['actor'], 'type' | 'id' | 'label'> };

async function takeBack(ctx: Writer & Actor, { id }: DeletionRow): Promise<void> {
  const target = openingTenants(ctx.db, id);
  const [, , canceled] = await batch(ctx.db, [
    recordAudit({ ...ctx, tenant_id: '' }, { action: 'tenant.deletion_canceled', target_type: 'tenant', target }),
    openTenants(ctx.db, id),
    cancelDeletions(ctx.db, id),
  ]);
  clearCaches();
  if (canceled === 0)
    throw new AppError('conflict', 'deletion.begun', 'The deletion has begun: it is too late to stop it.');
}

/** The deletion, the entry in the log, the workspace closed: all or none. */
function closing(ctx: Writer & Actor & { tenant_id: string }, row: DeletionRow): Statement[] {
  const target = closingTenant(ctx.db, row);
  const after = { due_at: row.due_at };
  return [
    insertDeletion(ctx.db, row, isActive(row)),
    recordAudit(ctx, { action: 'tenant.deletion_scheduled', target_type: 'tenant', target, after }),
    closeTenant(ctx.db, row),
  ];
}

async function tellClosed(ctx: Ctx, { notice, due_at }: DeletionRow): Promise<void> {
  clearCaches();
  await dropSockets(ctx, ctx.tenant_id, {});
  await sendMails(
    ctx,
    notice!.readers.map((reader) => workspaceLetter(notice!, reader, due_at)),
  );
}

function newDeletion(
  now: number,
  kind: DeletionRow['kind'],
  subject: string,
  notice: DeletionRow['notice'],
): DeletionRow {
  return {
    id: newId('del'),
    kind,
    subject,
    status: 'scheduled',
    part_of: null,
    digest: null,
    notice,
    created_at: new Date(now).toISOString(),
    due_at: new Date(now + GRACE_MS).toISOString(),
    lease_until: null,
    objects: null,
    counts: {},
    finished_at: null,
    receipt: null,
  };
}

function shown({ id, created_at: requested_at, due_at }: DeletionRow): Scheduled {
  return { id, requested_at, due_at };
}

function otherName(path: string, what: string): AppError {
  const message = `This is not ${what}.`;
  return new AppError('unprocessable', 'deletion.other_name', message, { errors: [{ path, message }] });
}

function lastOwner(tenants: { id: string; name: string }[]): AppError {
  const message =
    'You are the last owner of a workspace with other people: make somebody else one, or delete it first.';
  return new AppError('conflict', 'account.last_owner', message, { tenants });
}
