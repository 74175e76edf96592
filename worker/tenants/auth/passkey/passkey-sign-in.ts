/** Signing in, and proving who one is, with a passkey: its device has checked a finger, a face or a PIN, so it is two factors at once. */
import { batch } from '../../../base/db.ts';
import { callLibrary, invalidPasskey } from '../library/call.ts';
import { openPasskeys } from '../library/open.ts';
import type { PasskeyReply } from '../schema.ts';
import { noteSignIn } from '../security/sign-in-notes.ts';
import { countAttempts } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { openedBy, sessionCookieName, withoutCookie } from '../session/cookie.ts';
import { deleteSessions, findUserOf, type LiveSession, withDigest } from '../session/session-store.ts';

/** What the browser needs to ask for a passkey: of the person who is signed in, else of anybody; and the cookie that binds the reply. */
export async function askForPasskey(visitor: Visitor) {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const { api } = await openPasskeys(visitor);
  const { headers } = visitor;
  const { reply, cookies } = await callLibrary(() =>
    api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true }),
  );
  return { reply: { ...reply, userVerification: 'required' as const }, cookies };
}

/** Opens a session with a passkey alone; returns the cookies to set. */
export async function signInWithPasskey(visitor: Visitor, response: PasskeyReply): Promise<string[]> {
  const { digest, cookies } = await verify(visitor, response);
  return [...cookies, ...(await noteSignIn(visitor, digest, 'passkey'))];
}

/** Refuses what is not a passkey of the person who is signed in. */
export async function provePasskey(visitor: Visitor, session: LiveSession, response: PasskeyReply): Promise<void> {
  const { digest } = await verify(visitor, response);
  const user_id = await findUserOf(visitor.db, digest);
  // The library opens a session; this one goes on instead.
  await batch(visitor.db, [deleteSessions(visitor.db, withDigest(digest))]);
  if (user_id !== session.user_id) throw invalidPasskey();
}

async function verify(visitor: Visitor, response: PasskeyReply): Promise<{ digest: string; cookies: string[] }> {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const { api } = await openPasskeys(visitor);
  const headers = withoutCookie(visitor.headers, sessionCookieName(visitor.site));
  const { cookies } = await callLibrary(() =>
    api.verifyPasskeyAuthentication({ body: { response: response as never }, headers, returnHeaders: true }),
  );
  const digest = openedBy(visitor.site, cookies);
  if (!digest) throw invalidPasskey();
  return { digest, cookies };
}
