/** Signing in and out with e-mail and password, and the second step where a second factor is on. */

import { sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { dropSockets } from '../../../base/sockets.ts';
import { normalizeEmail } from '../account/email-address.ts';
import { noteSignIn, recordSessions } from '../account/own-log.ts';
import { callLibrary, codeUsed, invalidCredentials } from '../library/call.ts';
import { openLibrary } from '../library/open.ts';
import type { SecondStepInput, SignInInput } from '../schema.ts';
import { type Attempt, countAttempts, forgive, isFirstUse } from './attempts.ts';
import type { Visitor } from './authenticate.ts';
import { openedBy, sessionCookieName } from './cookie.ts';
import { deviceCookie, knownDevice } from './known-device.ts';
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
  await countAttempts(visitor, attempts);
  const library = await openLibrary(visitor);
  // An invalid address has no account; looking for one all the same takes as long as for any other.
  const body = { email: email ?? 'nobody@signalbox.invalid', password: input.password };
  const headers = withoutCookie(visitor.headers, sessionCookieName(visitor.site));
  const { reply, cookies } = await callLibrary(() => library.api.signInEmail({ body, headers, returnHeaders: true }));
  if (!email) throw invalidCredentials();
  await batch(visitor.db, forgive(visitor, attempts));
  const second_step = 'twoFactorRedirect' in reply;
  const digest = openedBy(visitor.site, cookies);
  if (!second_step && digest) await noteSignIn(visitor, digest, 'password');
  return { second_step, cookies: second_step ? cookies : [...cookies, deviceCookie(visitor, email)] };
}

/** Whom a guess slows: the account everywhere, or only this device where its owner has signed in before. */
function attemptsOf(visitor: Visitor, email: string): Attempt[] {
  const device = knownDevice(visitor, email);
  return [device ? ['password.device', device] : ['password.account', email], ['password.address', visitor.address]];
}

/** The second step of a sign-in: a code of the authenticator, or a recovery code, which works once. */
export async function verifySecondStep(visitor: Visitor, input: SecondStepInput): Promise<string[]> {
  await countAttempts(visitor, [['password.address', visitor.address]]);
  const { api } = await openLibrary(visitor);
  // Without the session cookie: an existing session must not count in this step.
  const headers = withoutCookie(visitor.headers, sessionCookieName(visitor.site));
  const { cookies } = await callLibrary<unknown>(() =>
    'code' in input
      ? api.verifyTOTP({ body: { code: input.code }, headers, returnHeaders: true })
      : api.verifyBackupCode({ body: { code: input.recovery_code.trim() }, headers, returnHeaders: true }),
  );
  await batch(visitor.db, forgive(visitor, [['password.address', visitor.address]]));
  const digest = openedBy(visitor.site, cookies);
  if (!digest) return cookies;
  if ('code' in input) await refuseUsedCode(visitor, digest, input.code);
  const email = await noteSignIn(visitor, digest, 'code' in input ? 'authenticator' : 'recovery code');
  return email ? [...cookies, deviceCookie(visitor, email)] : cookies;
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

function withoutCookie(headers: Headers, name: string): Headers {
  const kept = new Headers(headers);
  const others = (headers.get('cookie') ?? '').split(/; */).filter((pair) => !pair.startsWith(`${name}=`));
  kept.set('cookie', others.join('; '));
  return kept;
}
