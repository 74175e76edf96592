/** A person's browser: keeps cookies, sends the origin of our own pages, has a network address of its own. */
import { createHmac, randomBytes } from 'node:crypto';
import { type Reply, send } from './http.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const PASSWORD = 'correct horse battery';

export class Browser {
  readonly base: string;
  readonly cookies = new Map<string, string>();
  /** What a proxy in front would say; no limit per address then hits two attackers at once. */
  readonly address = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`;
  email = '';
  project?: string;

  constructor(base: string) {
    this.base = base;
  }

  /** What this browser sends along, as a page of ours would. */
  headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      origin: this.base,
      'cf-connecting-ip': this.address,
      ...(cookie ? { cookie } : {}),
      ...(this.project ? { 'signalbox-project': this.project } : {}),
    };
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await send(this.base, { method, path, body, headers: { ...this.headers(), ...headers } });
    for (const line of reply.headers.getSetCookie()) this.keep(line);
    return reply;
  }

  /** The name and value of the session's cookie, whatever it is called. */
  sessionCookie(): [string, string] {
    const found = [...this.cookies].find(([name]) => /session$/.test(name));
    if (!found) throw new Error(`${this.email || 'A browser'} is not signed in.`);
    return found;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    if (value === '' || attributes.some((each) => /^max-age=0$/i.test(each))) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), value);
  }
}

/** An address that nobody has used. */
export function freshEmail(name = 'person'): string {
  return `${name}-${randomBytes(6).toString('hex')}@example.com`;
}

export interface Mail {
  subject: string;
  text: string;
  recipient: string;
  [field: string]: unknown;
}

/** The mails to an address, newest first, once there are so many; fewer when they do not come within two seconds. */
export async function mailsTo(base: string, email: string, count = 1): Promise<Mail[]> {
  for (const until = Date.now() + 2_000; ; ) {
    const headers = { accept: 'application/json' };
    const { body } = await send(base, { path: `/dev/mail?to=${encodeURIComponent(email)}`, headers });
    if (body?.data?.length >= count || Date.now() > until) return body?.data ?? [];
    await new Promise((wait) => setTimeout(wait, 50));
  }
}

/** The token of the link in the newest mail to an address. */
export async function tokenFor(base: string, email: string, count = 1): Promise<string> {
  const [mail] = await mailsTo(base, email, count);
  const token = /[#?&]token=([^\s&]+)/.exec(mail?.text ?? '')?.[1];
  if (!token) throw new Error(`No mail with a link came to ${email}.`);
  return token;
}

/** Signs a new person up and in. */
export async function newPerson(base: string, name = 'Ada'): Promise<Browser> {
  const browser = new Browser(base);
  browser.email = freshEmail();
  await browser.call('POST', '/v1/auth/sign-up', { email: browser.email, name, password: PASSWORD });
  await browser.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(base, browser.email) });
  browser.sessionCookie();
  return browser;
}

/** The code that an authenticator shows (RFC 6238), `step` half minutes from now. */
export function codeOf(otpauth_uri: string, step = 0): string {
  const secret = new URL(otpauth_uri).searchParams.get('secret')!.replaceAll('=', '');
  const bits = [...secret].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const code = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, '0');
}
