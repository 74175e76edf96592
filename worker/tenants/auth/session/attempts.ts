/** Slowing guesses: per account, and per network address. Counted before the guess is judged, so that a burst gains nothing. */
import { createHash } from 'node:crypto';
import type { Ctx } from '../../../base/context.ts';
import { batch, type Statement } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { block, countAttempt, findBlock, forgiveAll, forgiveOne, type Pace } from './attempts-store.ts';

const HOUR = 3_600;

/** Longer than any code is taken for: its own 30 seconds and one step on either side. */
const CODE_LIVES_SECONDS = 120;

/** What is slowed and how. Addresses get more room than accounts: a whole office may share one. */
const PACES = {
  'password.account': { free: 4, most_seconds: HOUR, forget_seconds: 24 * HOUR },
  'password.device': { free: 4, most_seconds: HOUR / 4, forget_seconds: 24 * HOUR },
  'password.address': { free: 50, most_seconds: HOUR / 4, forget_seconds: HOUR },
  'sign_up.address': { free: 50, most_seconds: HOUR / 4, forget_seconds: HOUR },
  'mail.account': { free: 5, most_seconds: HOUR, forget_seconds: 24 * HOUR },
  'reset.network': { free: 5, most_seconds: HOUR, forget_seconds: 24 * HOUR },
  'reset.device': { free: 5, most_seconds: HOUR, forget_seconds: 24 * HOUR },
  'reset.account': { free: 30, most_seconds: HOUR, forget_seconds: 24 * HOUR },
  'invite.person': { free: 100, most_seconds: 24 * HOUR, forget_seconds: 24 * HOUR },
  'invite.tenant': { free: 100, most_seconds: 24 * HOUR, forget_seconds: 24 * HOUR },
  'mail.address': { free: 50, most_seconds: HOUR / 4, forget_seconds: HOUR },
  'phone.person': { free: 5, most_seconds: 24 * HOUR, forget_seconds: 24 * HOUR },
  'phone.number': { free: 3, most_seconds: 24 * HOUR, forget_seconds: 24 * HOUR },
  'phone.code': { free: 5, most_seconds: HOUR, forget_seconds: 24 * HOUR },
  'token.address': { free: 100, most_seconds: HOUR / 4, forget_seconds: HOUR },
} satisfies Record<string, Pace>;

/** One kind of attempt by one subject: an e-mail address, a person's id, a network address. */
export type Attempt = readonly [kind: keyof typeof PACES, by: string];

type Counter = Pick<Ctx, 'db' | 'now'>;

/** Counts attempts in order; the first that is blocked refuses the call with 429 and the seconds to wait. */
export async function countAttempts(ctx: Counter, attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) {
    const [counted] = await batch(ctx.db, [countAttempt(ctx.db, subjectOf(attempt), PACES[attempt[0]], ctx.now)]);
    if (counted === 0) throw await blocked(ctx, attempt);
  }
}

/** Counts attempts that do not depend on each other, in one batch; returns for each whether it may go on. */
export async function countEach(ctx: Counter, attempts: readonly Attempt[]): Promise<boolean[]> {
  const counted = await batch(
    ctx.db,
    attempts.map((attempt) => countAttempt(ctx.db, subjectOf(attempt), PACES[attempt[0]], ctx.now)),
  );
  return counted.map((rows) => rows > 0);
}

/** Whether this is the first use of an authenticator's code by this person: each signs in once (RFC 6238, section 5.2). */
export async function isFirstUse(ctx: Counter, user_id: string, code: string): Promise<boolean> {
  return await claim(ctx, 'code', `${user_id}:${code}`, CODE_LIVES_SECONDS);
}

/** Claims something that only one call at a time may do, for at most `seconds`; false while another call holds it. */
export async function claim(ctx: Counter, what: string, by: string, seconds: number): Promise<boolean> {
  const [claimed] = await batch(ctx.db, [block(ctx.db, subjectOf([what, by]), ctx.now, ctx.now + seconds * 1_000)]);
  return claimed === 1;
}

/** Gives back what was claimed. */
export async function release(ctx: Counter, what: string, by: string): Promise<void> {
  await batch(ctx.db, [forgiveAll(ctx.db, subjectOf([what, by]))]);
}

/** Statements for after a success: account and device start afresh, the address gets back the one attempt. */
export function forgive(ctx: Counter, attempts: readonly Attempt[]): Statement[] {
  return attempts.map((attempt) =>
    attempt[0] === 'password.account' || attempt[0] === 'password.device'
      ? forgiveAll(ctx.db, subjectOf(attempt))
      : forgiveOne(ctx.db, subjectOf(attempt), ctx.now),
  );
}

async function blocked(ctx: Counter, attempt: Attempt): Promise<AppError> {
  const until = Date.parse((await findBlock(ctx.db, subjectOf(attempt))) ?? '') || ctx.now;
  return new AppError('limited', 'auth.too_many_attempts', 'Too many attempts; wait a moment.', {
    retry_after: (until - ctx.now) / 1000,
  });
}

// Hashed, so that the table is no list of tried addresses.
function subjectOf([kind, by]: readonly [kind: string, by: string]): string {
  return `${kind}:${createHash('sha256').update(by).digest('base64url').slice(0, 22)}`;
}
