/** The account library with its passkeys: loaded when somebody first uses one. */
import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { type LibraryOptions, libraryOptions } from '../library/setup.ts';
import type { Visitor } from '../session/authenticate.ts';

/** The library for one request, with the calls of passkeys. */
export function setUpPasskeys(visitor: Visitor, options: LibraryOptions = {}) {
  return betterAuth({
    ...libraryOptions(visitor, options),
    plugins: [
      passkey({
        rpID: new URL(visitor.site).hostname,
        rpName: 'Signalbox',
        origin: visitor.site,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) => requireUser(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) => requireUser(verification.authenticationInfo.userVerified),
        },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        schema: { passkey: { modelName: 'passkeys', fields: FIELDS } },
      }),
    ],
  });
}

const FIELDS = {
  publicKey: 'public_key',
  userId: 'user_id',
  credentialID: 'credential_id',
  deviceType: 'device_type',
  backedUp: 'backed_up',
  createdAt: 'created_at',
} as const;

/** A fingerprint, a face or a PIN: what makes a passkey two factors at once. */
async function requireUser(verified: boolean | undefined): Promise<void> {
  if (!verified) throw new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED' });
}
