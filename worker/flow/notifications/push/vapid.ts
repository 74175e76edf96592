/** Who sends pushes, as push services ask it (VAPID, RFC 8292): one P-256 key of this installation. */
import type { Env } from '../../../base/env.ts';

/** Where questions about our pushes go when the installation has no public address of its own. */
const REPOSITORY = 'https://github.com/signalbox/signalbox';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
/** Services take half a day to a day; the RFC's limit is 24 hours. */
const LASTS_S = 12 * 3_600;

export interface Vapid {
  /** The uncompressed point as base64url: what browsers subscribe with. */
  public_key: string;
  /** The `Authorization` of a push to a service; `now` in ms. */
  authorize(endpoint: string, now: number): Promise<string>;
}

/** The installation's key; undefined where VAPID_KEY is unset or is none. */
export async function vapidOf({ VAPID_KEY, APP_URL }: Pick<Env, 'VAPID_KEY' | 'APP_URL'>): Promise<Vapid | undefined> {
  if (!VAPID_KEY) return undefined;
  try {
    const der = Buffer.from(VAPID_KEY, 'base64');
    const key = await crypto.subtle.importKey('pkcs8', der, CURVE, true, ['sign']);
    const { x, y } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey;
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]);
    const public_key = point.toString('base64url');
    const sub = APP_URL?.startsWith('https://') ? APP_URL : REPOSITORY;
    const authorize = async (endpoint: string, now: number) => {
      const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now / 1_000) + LASTS_S, sub };
      return `vapid t=${await signedToken(key, claims)}, k=${public_key}`;
    };
    return { public_key, authorize };
  } catch {
    return undefined;
  }
}

async function signedToken(key: CryptoKey, claims: object): Promise<string> {
  const body = [{ typ: 'JWT', alg: 'ES256' }, claims].map((part) => encoded(JSON.stringify(part))).join('.');
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(body));
  return `${body}.${encoded(new Uint8Array(signature))}`;
}

function encoded(part: string | Uint8Array): string {
  return Buffer.from(part as Uint8Array).toString('base64url');
}
