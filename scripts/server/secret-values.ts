/** Fresh values of the secrets that the server cannot do without; `.dev.vars.example` says what each is for. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** How each secret is made, by its name. */
export const SECRETS: Record<string, () => string> = {
  INTERNAL_ADMIN_API_KEY: () => randomBytes(32).toString('base64url'),
  EVENT_SECRET: () => randomBytes(32).toString('base64'),
  SIGNING_KEY: () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  VAPID_KEY: () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'der' })
      .toString('base64'),
};
