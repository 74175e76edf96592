/** Signing in and out with e-mail and password. */
import type { Ctx } from '../../base/context.ts';
import { requirePermission } from '../../base/context.ts';
import { randomToken, sha256 } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { AppError, missing } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { findTenant } from '../orgs/index.ts';
import { hashPassword, NO_ACCOUNT, verifyPassword } from './password.ts';
import type { OwnerInput, SignInInput } from './schema.ts';
import {
  clearFailures,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  findBlock,
  findMembership,
  findUserByEmail,
  insertOwner,
  insertSession,
  recordFailure,
  upsertUser,
} from './store.ts';

/** How long a session lasts. */
export const SESSION_SECONDS = 14 * 86_400;

type Visitor = Pick<Ctx, 'db' | 'now'>;

/** Checks the password and opens a session; answers the token for the cookie. Repeated failures are slowed per account. */
export async function signIn(ctx: Visitor, input: SignInInput): Promise<string> {
  const email = normalizeEmail(input.email);
  const blocked_until = await findBlock(ctx.db, email);
  if (blocked_until && Date.parse(blocked_until) > ctx.now) {
    const retry_after = (Date.parse(blocked_until) - ctx.now) / 1000;
    throw new AppError('limited', 'auth.too_many_attempts', 'Too many failed sign-ins; wait a moment.', {
      retry_after,
    });
  }
  const user = await findUserByEmail(ctx.db, email);
  const matches = verifyPassword(input.password, user?.password ?? NO_ACCOUNT);
  const membership = user && matches ? await findMembership(ctx.db, user.id) : undefined;
  if (!user || !membership) {
    await batch(ctx.db, [recordFailure(ctx.db, email, ctx.now)]);
    throw new AppError('unauthenticated', 'auth.invalid_credentials', 'The e-mail address or the password is wrong.');
  }
  const token = randomToken(32);
  const created_at = new Date(ctx.now).toISOString();
  const expires_at = new Date(ctx.now + SESSION_SECONDS * 1000).toISOString();
  await batch(ctx.db, [
    clearFailures(ctx.db, email),
    deleteExpiredSessions(ctx.db, created_at),
    insertSession(ctx.db, {
      digest: sha256(token),
      user_id: user.id,
      tenant_id: membership.tenant_id,
      created_at,
      expires_at,
    }),
  ]);
  return token;
}

/** Ends the session of a cookie's token. */
export async function signOut(ctx: Visitor, token: string): Promise<void> {
  await batch(ctx.db, [deleteSession(ctx.db, sha256(token))]);
}

/** The operator gives a tenant its owner, or sets a new password for the one it has. */
export async function putOwner(ctx: Ctx, input: OwnerInput): Promise<{ id: string; email: string }> {
  requirePermission(ctx, 'admin');
  if (!(await findTenant(ctx.db, ctx.tenant_id))) throw missing('tenant');
  const email = normalizeEmail(input.email);
  const created_at = new Date(ctx.now).toISOString();
  await batch(ctx.db, [
    upsertUser(ctx.db, {
      id: newId('usr'),
      email,
      name: input.name,
      password: hashPassword(input.password),
      created_at,
    }),
    insertOwner(ctx.db, ctx.tenant_id, email, created_at),
    deleteSessionsOf(ctx.db, email),
  ]);
  const user = await findUserByEmail(ctx.db, email);
  return { id: user!.id, email };
}

/** One spelling per address: trimmed, NFKC, lower case. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
