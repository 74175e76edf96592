/** Signing in and out with e-mail and password, and the second step where a second factor is on. */

import { sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { normalizeEmail } from '../../../base/email-address.ts';
import { dropSockets } from '../../../base/sockets.ts';
import { recordSessions } from '../account/account-audit.ts';
import { callLibrary, codeUsed, invalidCredentials } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import type { Library } from '../library/setup.ts';
import type { SecondStepInput, SignInInput } from '../schema.ts';
import { noteFailure } from '../security/events.ts';
import { noteSignIn, noteSlowed } from '../security/sign-in-notes.ts';
import { type Attempt, countAttempts, forgive, isFirstUse } from './attempts.ts';
import type { Visitor } from './authenticate.ts';
import { cookieIn, openedBy, sessionCookieName, withoutCookie } from './cookie.ts';
import { knownDevice } from './known-device.ts';
import { deleteSessions, findSession, findUserOf, withDigest } from './session-store.ts';

/** How a sign-in went: the cookies to set, and whether a code must follow. */
export interface SignedIn {
  second_step: boolean;
  cookies: string[];
}

/** Checks the password; opens a session, or the second step. Guesses are slowed per account and per address. */
export async function signIn(visitor: Visitor, input: SignInInput): Promise<SignedIn> {
  const email = normalizeEmail(input.email);
  const attempts = attemptsOf(visitor, email ?? input.email);
  await countSignIn(visitor, attempts, email);
  const library = await openLibrary(visitor);
  // An invalid address has no account; looking for one all the same takes as long as for any other.
  const body = { email: email ?? 'nobody@signalbox.invalid', password: input.password };
  const headers = withoutCookie(visitor.headers, sessionCookieName(visitor.site));
  const { reply, cookies } = await callLibrary(() =>
    library.api.signInEmail({ body, headers, returnHeaders: true }),
  ).catch((error) => {
    if (email) noteFailure(visitor, async () => ({ email }), 'password');
    throw error;
  });
  if (!email) throw invalidCredentials();
  await batch(visitor.db, forgive(visitor, attempts));
  const second_step = 'twoFactorRedirect' in reply;
  const digest = openedBy(visitor.site, cookies);
  if (second_step || !digest) return { second_step, cookies };
  return { second_step, cookies: [...cookies, ...(await noteSignIn(visitor, digest, 'password'))] };
}

/** Counts an attempt; the owner of an account that is slowed gets to know, once a day. */
async function countSignIn(visitor: Visitor, [own, address]: [Attempt, Attempt], email?: string): Promise<void> {
  await countAttempts(visitor, [own]).catch((error) => {
    if (email) noteSlowed(visitor, email);
    throw error;
  });
  await countAttempts(visitor, [address]);
}

/** Whom a guess slows: the account everywhere, or only this device where its owner has signed in before. */
function attemptsOf(visitor: Visitor, email: string): [Attempt, Attempt] {
  const device = knownDevice(visitor, email);
  return [device ? ['password.device', device] : ['password.account', email], ['password.address', visitor.address]];
}

/** The second step of a sign-in: a code of the authenticator, or a recovery code, which works once. */
export async function verifySecondStep(visitor: Visitor, input: SecondStepInput): Promise<string[]> {
  await countAttempts(visitor, [['password.address', visitor.address]]);
  const library = await openLibrary(visitor);
  const { api } = library;
  // Without the session cookie: an existing session must not count in this step.
  const headers = withoutCookie(visitor.headers, sessionCookieName(visitor.site));
  const { cookies } = await callLibrary<unknown>(() =>
    'code' in input
      ? api.verifyTOTP({ body: { code: input.code }, headers, returnHeaders: true })
      : api.verifyBackupCode({ body: { code: input.recovery_code.trim() }, headers, returnHeaders: true }),
  ).catch((error) => {
    noteFailure(visitor, () => findWaiting(library, visitor), 'code' in input ? 'authenticator' : 'recovery code');
    throw error;
  });
  await batch(visitor.db, forgive(visitor, [['password.address', visitor.address]]));
  const digest = openedBy(visitor.site, cookies);
  if (!digest) return cookies;
  if ('code' in input) await refuseUsedCode(visitor, digest, input.code);
  return [...cookies, ...(await noteSignIn(visitor, digest, 'code' in input ? 'authenticator' : 'recovery code'))];
}

/** Who has shown their password and waits for the second step in this browser. */
async function findWaiting(library: Library, { headers }: Visitor): Promise<{ user_id: string } | undefined> {
  const { internalAdapter, createAuthCookie } = await library.$context;
  const cookie = decodeURIComponent(cookieIn(headers, createAuthCookie('two_factor').name) ?? '');
  const waiting = await internalAdapter.findVerificationValue(cookie.split('.')[0]!);
  return waiting ? { user_id: waiting.value } : undefined;
}

/** Ends the session that a code has just opened when the same code has opened one before. */
async function refuseUsedCode(visitor: Visitor, digest: string, code: string): Promise<void> {
  const user_id = await findUserOf(visitor.db, digest);
  if (user_id && (await isFirstUse(visitor, user_id, code))) return;
  await batch(visitor.db, [deleteSessions(visitor.db, withDigest(digest))]);
  throw codeUsed();
}

/** Ends the session of a cookie's token. */
export async function signOut(visitor: Visitor, token: string): Promise<void> {
  const digest = sha256(token);
  const which = withDigest(digest);
  const session = await findSession(visitor.db, digest, new Date(visitor.now).toISOString());
  await batch(visitor.db, [
    ...(session ? [recordSessions(visitor, session, 'session.closed', which)] : []),
    deleteSessions(visitor.db, which),
  ]);
  if (session?.tenant_id) await dropSockets(visitor, session.tenant_id, { session_id: session.session_id });
}
