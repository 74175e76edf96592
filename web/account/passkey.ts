/** Passkeys of this browser: made, and asked for, by the platform's own dialogs. */
import { t } from '@lingui/core/macro';
import { request } from '../base/api/api.ts';
import { ApiError } from '../base/api/call.ts';

/** Whether this browser has passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** What the platform's own failures mean; they are no codes of the API. */
export function passkeyWords(): Record<string, string> {
  return {
    'passkey.canceled': t`No passkey was used. Try again, or take another way.`,
    'passkey.known': t`This device has a passkey for your account already.`,
  };
}

/** Makes a passkey on this device and adds it to the account. */
export async function addPasskey(name: string): Promise<void> {
  const options = await request.post('/v1/auth/passkeys/begin', {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  const response = await shown(() => navigator.credentials.create({ publicKey }));
  await request.post('/v1/auth/passkeys', { body: { name, response } });
}

/** Asks for a passkey; what it signed goes to the API as it is. */
export async function askForPasskey(): Promise<{ id: string; response: Record<string, unknown> }> {
  const options = await request.post('/v1/auth/passkeys/ask', {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as never);
  return await shown(() => navigator.credentials.get({ publicKey }));
}

/** What the platform's dialog gives; closing it, and a device that has a passkey already, are failures like those of the API. */
async function shown(ask: () => Promise<Credential | null>) {
  try {
    const credential = (await ask()) as PublicKeyCredential;
    return credential.toJSON() as unknown as { id: string; response: Record<string, unknown> };
  } catch (error) {
    const code = (error as DOMException).name === 'InvalidStateError' ? 'passkey.known' : 'passkey.canceled';
    throw new ApiError(400, code, 'No passkey was used.', null);
  }
}
