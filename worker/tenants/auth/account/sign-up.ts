/** Signing up: a request by anyone, which becomes a person when the link in its mail is followed. */

import { randomToken, sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { HOUR_MS } from '../../../shared/durations.ts';
import { requireMail, sendMails } from '../../mail/index.ts';
import { linkOver } from '../library/call.ts';
import type { ConfirmInput, SignUp, SignUpInput } from '../schema.ts';
import { noteEvent } from '../security/events.ts';
import { countAttempts } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { sessionCookie, signUpCookie } from '../session/cookie.ts';
import { deviceCookie } from '../session/known-device.ts';
import { insertSession } from '../session/session-store.ts';
import { findUserByEmail, insertPassword, insertUser, type NewPerson } from '../store.ts';
import { confirmLetter, knownLetter, readerOf } from './letters.ts';
import { verifyPassword } from './password.ts';
import { deleteSignUps, findSignUp, insertSignUp, renewSignUp, type SignUpRow } from './sign-up-store.ts';
import { hashNewPassword } from './weak-password.ts';

const LINK_HOURS = 24;

/** Takes a sign-up and mails its address. The reply and its time are the same whether the address was known. */
export async function signUp(visitor: Visitor, input: SignUpInput): Promise<SignUp> {
  const { email } = input;
  requireMail(visitor.env);
  await countAttempts(visitor, [
    ['sign_up.address', visitor.address],
    ['mail.account', email],
  ]);
  const password = await hashNewPassword(input.password, email, input.name);
  const token = randomToken(32);
  const id = newId('sup');
  const locale = input.locale ?? visitor.locale;
  const row = {
    ...input,
    locale,
    id,
    digest: sha256(token),
    password,
    ...lifetime(visitor.now),
  };
  const known = await findUserByEmail(visitor.db, email);
  await batch(visitor.db, [insertSignUp(visitor.db, row)]);
  const { site } = visitor;
  const to = readerOf(visitor, { email, locale: known?.locale || locale });
  await sendMails(visitor, [known ? knownLetter(site, to) : confirmLetter(site, to, token)]);
  return { sign_up_id: id };
}

/** Mails a waiting sign-up anew, with another link; does nothing, silently, when none waits. */
export async function resendSignUp(visitor: Visitor, { sign_up_id }: SignUp): Promise<void> {
  requireMail(visitor.env);
  await countAttempts(visitor, [
    ['mail.address', visitor.address],
    ['mail.account', sign_up_id],
  ]);
  const token = randomToken(32);
  const { expires_at, created_at } = lifetime(visitor.now);
  const row = await renewSignUp(visitor.db, sign_up_id, { digest: sha256(token), expires_at }, created_at);
  if (row) await sendMails(visitor, [confirmLetter(visitor.site, readerOf(visitor, row), token)]);
}

/**
 * Makes the person whose mail was followed and signs them in; returns the cookies to set. A link works once. Anybody may sign up
 * an address of others, so the link alone proves too little: `signed_up` is the sign-up that this browser began, and any other
 * browser shows the sign-up's password.
 */
export async function confirmSignUp(
  visitor: Visitor,
  { token, password: shown }: ConfirmInput,
  signed_up: string | undefined,
): Promise<string[]> {
  await countAttempts(visitor, [['token.address', visitor.address]]);
  const created_at = new Date(visitor.now).toISOString();
  const row = await findSignUp(visitor.db, sha256(token), created_at);
  if (!row) throw linkOver();
  if (row.id !== signed_up) await provePassword(visitor, row, shown);
  const { email, name, locale, password } = row;
  const person: NewPerson = { id: newId('usr'), email, name, locale, password, created_at };
  const session = newSession(visitor, person, '');
  const [made] = await batch(visitor.db, [
    insertUser(visitor.db, person),
    insertPassword(visitor.db, person),
    ...session.statements,
    deleteSignUps(visitor.db, email),
  ]);
  if (made === 0) throw linkOver();
  return [...session.cookies, signUpCookie(visitor.site, '')];
}

/** Refuses a browser that neither signed up nor knows the password of the sign-up. */
async function provePassword(visitor: Visitor, row: SignUpRow, password: string | undefined): Promise<void> {
  if (password === undefined) {
    const message = 'Enter the password that you chose when you signed up.';
    throw new AppError('forbidden', 'auth.sign_up_password', message);
  }
  await countAttempts(visitor, [['password.account', row.id]]);
  if (verifyPassword(password, row.password)) return;
  throw new AppError('forbidden', 'auth.wrong_password', 'This is not the password of this sign-up.');
}

/** A first session to open in the same batch as what earns it, behind the person; its cookies make this browser a known one. */
export function newSession(visitor: Visitor, person: Pick<NewPerson, 'id' | 'email'>, tenant_id: string) {
  const token = randomToken(32);
  const session = insertSession(visitor.db, {
    digest: sha256(token),
    user_id: person.id,
    tenant_id,
    ip_address: visitor.headers.get('cf-connecting-ip') ?? '',
    user_agent: (visitor.headers.get('user-agent') ?? '').slice(0, 300),
    now: visitor.now,
  });
  const statements = [session, noteEvent(visitor, { user_id: person.id }, 'sign_in', 'sign-up')];
  const cookies = [sessionCookie(visitor.env, visitor.site, token), deviceCookie(visitor, person.email)];
  return { statements, cookies };
}

function lifetime(now: number) {
  const expires_at = new Date(now + LINK_HOURS * HOUR_MS).toISOString();
  return { created_at: new Date(now).toISOString(), expires_at };
}
