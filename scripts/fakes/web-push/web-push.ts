/** A fake push service with its devices: takes pushes as RFC 8030 and 8292 ask, opens them, and misbehaves on demand. */
import { createECDH, randomBytes } from 'node:crypto';
import { type DeviceKeys, decryptPush } from './decrypt.ts';

/** What one of the next calls meets instead of being served. */
export type Trouble = { kind: 'status'; status: number; headers?: Record<string, string> } | { kind: 'stall' };

/** A push as its device opened it. */
export interface Shown {
  device: string;
  payload: string;
  ttl: number;
  urgency: string | null;
  topic: string | null;
  /** The claims of who sent it. */
  claims: { aud: string; exp: number; sub: string };
}

interface Device extends DeviceKeys {
  /** Whose pushes alone it takes (VAPID). */
  sender: string;
}

const MAX_BYTES = 4_096;
const DAY_S = 24 * 3_600;

export class WebPushFake {
  /** Pushes that arrived, oldest first. */
  readonly shown: Shown[] = [];
  /** Calls, those that were refused included. */
  calls = 0;
  readonly #devices = new Map<string, Device>();
  readonly #troubles: Trouble[] = [];
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The next calls meet these, one each, in order. */
  next(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  /** A new device that takes pushes of one sender (`public_key` of `/v1/channels`), as its browser would describe it. */
  subscribe(sender: string) {
    const private_key = createECDH('prime256v1');
    const public_key = private_key.generateKeys();
    const [id, auth] = [randomBytes(12).toString('base64url'), randomBytes(16)];
    this.#devices.set(id, { private_key, public_key, auth, sender });
    const keys = { p256dh: public_key.toString('base64url'), auth: auth.toString('base64url') };
    return { endpoint: `${this.#url}/push/${id}`, expirationTime: null, keys };
  }

  /** Serves a request. */
  async handle(request: Request): Promise<Response> {
    this.calls += 1;
    const trouble = this.#troubles.shift();
    if (trouble?.kind === 'stall') return await new Promise<Response>(() => {});
    if (trouble) return new Response('no', { status: trouble.status, headers: trouble.headers });
    const id = new URL(request.url).pathname.split('/').at(-1)!;
    const device = this.#devices.get(id);
    if (!device) return new Response('gone', { status: 410 });
    const fault = faultOf(request.headers);
    if (fault) return new Response(fault, { status: 400 });
    const { origin } = new URL(request.url);
    const claims = await claimsOf(request.headers.get('authorization') ?? '', device.sender, origin);
    if (typeof claims === 'string') return new Response(claims, { status: 403 });
    const body = new Uint8Array(await request.arrayBuffer());
    if (body.length > MAX_BYTES) return new Response('too large', { status: 413 });
    const { headers } = request;
    const [urgency, topic] = [headers.get('urgency'), headers.get('topic')];
    const payload = decryptPush(body, device);
    this.shown.push({ device: id, payload, ttl: Number(headers.get('ttl')), urgency, topic, claims });
    return new Response(null, { status: 201, headers: { location: `${this.#url}/message/${this.shown.length}` } });
  }
}

function faultOf(headers: Headers): string | undefined {
  if (!/^\d+$/.test(headers.get('ttl') ?? '')) return 'TTL is required';
  if (headers.get('content-encoding') !== 'aes128gcm') return 'only aes128gcm';
  if (!/^(very-low|low|normal|high)$/.test(headers.get('urgency') ?? 'normal')) return 'bad urgency';
  return /^[\w-]{1,32}$/.test(headers.get('topic') ?? 'none') ? undefined : 'bad topic';
}

/** The claims of a sender, or what is wrong with them. */
async function claimsOf(authorization: string, sender: string, origin: string): Promise<Shown['claims'] | string> {
  const [, token = '', key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  if (key !== sender) return 'another sender than the device took';
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const public_key = await crypto.subtle.importKey('raw', point, curve, false, ['verify']);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  const signed = Buffer.from(`${head}.${body}`);
  const isSigned = await crypto.subtle.verify(how, public_key, Buffer.from(signature, 'base64url'), signed);
  if (!isSigned) return 'bad signature';
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Shown['claims'];
  const left = claims.exp - Date.now() / 1_000;
  if (claims.aud !== origin || left <= 0 || left > DAY_S) return 'bad claims';
  return /^(mailto:|https:)/.test(claims.sub) ? claims : 'bad subject';
}
