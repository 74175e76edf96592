/** Calls into the account library: its cookies are passed on, its failures become our errors. */
import { AppError } from '../../../base/errors.ts';

/** What a call returned: the library's reply, and the cookies to set. */
export interface LibraryReply<T> {
  reply: T;
  cookies: string[];
}

const LOCK_SECONDS = 900;

/** Runs a call that was asked to return its headers. */
export async function callLibrary<T>(
  call: () => Promise<{ headers?: Headers | null; response: T }>,
): Promise<LibraryReply<T>> {
  try {
    const { headers, response } = await call();
    return { reply: response, cookies: headers?.getSetCookie() ?? [] };
  } catch (error) {
    throw inOurWords(error);
  }
}

const OURS: Record<string, () => AppError> = {
  INVALID_EMAIL_OR_PASSWORD: invalidCredentials,
  INVALID_EMAIL: invalidCredentials,
  INVALID_PASSWORD: wrongPassword,
  CREDENTIAL_ACCOUNT_NOT_FOUND: noPassword,
  INVALID_CODE: invalidCode,
  INVALID_BACKUP_CODE: invalidCode,
  INVALID_TWO_FACTOR_COOKIE: secondStepOver,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: secondStepOver,
  ACCOUNT_TEMPORARILY_LOCKED: () =>
    new AppError('limited', 'auth.too_many_attempts', 'Too many wrong codes; wait a moment.', {
      retry_after: LOCK_SECONDS,
    }),
  TOTP_ALREADY_ENABLED: secondFactorOn,
  TOTP_NOT_ENABLED: secondFactorOff,
  TWO_FACTOR_NOT_ENABLED: secondFactorOff,
  BACKUP_CODES_NOT_ENABLED: secondFactorOff,
  INVALID_TOKEN: linkOver,
  PASSKEY_NOT_FOUND: invalidPasskey,
  CHALLENGE_NOT_FOUND: invalidPasskey,
  AUTHENTICATION_FAILED: invalidPasskey,
  FAILED_TO_VERIFY_REGISTRATION: invalidPasskey,
  // It is configured, so its discovery document could not be read.
  PROVIDER_NOT_FOUND: unreachable,
};

/** The failure for an account that does not exist and for a wrong password alike. */
export function invalidCredentials(): AppError {
  return new AppError('unauthenticated', 'auth.invalid_credentials', 'The e-mail address or the password is wrong.');
}

/** The failure for a link that was used, has run out, or was never ours. */
export function linkOver(): AppError {
  return new AppError('conflict', 'auth.link_expired', 'This link was used already or has expired; ask for a new one.');
}

/** The failure for a provider that cannot be reached. */
export function unreachable(): AppError {
  return new AppError('unavailable', 'provider.unreachable', 'The provider does not reply.', { retry_after: 30 });
}

/** The failure for a password that is not the person's own. */
export function wrongPassword(): AppError {
  return new AppError('forbidden', 'auth.wrong_password', 'This is not your password.');
}

/** The failure where an account has no password. */
export function noPassword(): AppError {
  return new AppError('conflict', 'auth.no_password', 'This account has no password yet; ask for one by mail.');
}

/** The failure for a passkey that is not known, or whose reply came too late. */
export function invalidPasskey(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.invalid_passkey',
    'This passkey is not known here, or it took too long.',
  );
}

/** The failure for a code that is wrong or was used. */
export function invalidCode(): AppError {
  return new AppError('unauthenticated', 'auth.invalid_code', 'This code is not right.');
}

/** The failure for a code that has signed in already: the second step is over, and sign-in starts with the password again. */
export function codeUsed(): AppError {
  const message = 'This code was used already; sign in again with the next one.';
  return new AppError('unauthenticated', 'auth.two_factor_expired', message);
}

function secondStepOver(): AppError {
  return new AppError(
    'unauthenticated',
    'auth.two_factor_expired',
    'This took too long or too many tries; sign in again.',
  );
}

/** The failure for switching on what is on. */
export function secondFactorOn(): AppError {
  return new AppError('conflict', 'auth.two_factor_on', 'A second factor is already switched on.');
}

/** The failure for a second factor that is asked for and not on. */
export function secondFactorOff(): AppError {
  return new AppError('conflict', 'auth.two_factor_off', 'No second factor is switched on.');
}

/** Other failures stay what they are: unknown to callers, and logged. */
function inOurWords(error: unknown): unknown {
  const { body, statusCode } = error as { body?: { code?: string }; statusCode?: number };
  const ours = OURS[body?.code ?? ''];
  if (ours) return ours();
  // Two calls with one recovery code at the same moment: the second finds it used.
  if (statusCode === 409) return invalidCode();
  if (statusCode !== 401) return error;
  return new AppError('unauthenticated', 'auth.session_expired', 'Your session has ended; sign in again.');
}
