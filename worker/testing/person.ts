/** A browser for tests: keeps cookies, sends the origin, reads the mails of the development outbox. */

import { env } from 'cloudflare:workers';
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
// Sign-in loads it when first asked; loaded here, that does not count as the time of one test.
import '../tenants/auth/library/setup.ts';
import { type Reply, request, until } from './seed.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ORIGIN = 'https://signalbox.test';

let counter = 0;

/** A fresh e-mail address, and a network address of its own: limits of one test never affect another's. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly address: string;
  project?: string;

  constructor(address?: string) {
    counter += 1;
    this.address = address ?? `2001:db8:0:${counter.toString(16)}::1`;
  }

  /** One call as the dashboard's page would make it. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const reply = await request(method, path, undefined, body, {
      origin: ORIGIN,
      'cf-connecting-ip': this.address,
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(this.project ? { 'signalbox-project': this.project } : {}),
      ...headers,
    });
    for (const line of reply.headers.getSetCookie()) this.keep(line);
    return reply;
  }

  private keep(line: string): void {
    const [pair, ...attributes] = line.split('; ');
    const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)];
    const gone = value === '' || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** A fresh e-mail address. */
export function freshEmail(name = 'person'): string {
  counter += 1;
  return `${name}-${counter}-${Math.random().toString(36).slice(2, 8)}@example.com`;
}

export const PASSWORD = 'correct horse battery';

/** The newest mails to an address, once there are so many. */
export async function mailsTo(email: string, count = 1): Promise<{ subject: string; text: string }[]> {
  const read = () =>
    env.DB.prepare('SELECT subject, text FROM mail_outbox WHERE recipient = ? ORDER BY id DESC').bind(email).all<{
      subject: string;
      text: string;
    }>();
  return (await until(read, ({ results }) => results.length >= count, 8)).results;
}

/** The token in the link of the newest mail to an address. */
export async function tokenFor(email: string, count = 1): Promise<string> {
  const [mail] = await mailsTo(email, count);
  return /#token=([^\s&]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

/** Signs a new person up and in. */
export async function newPerson(email = freshEmail(), name = 'Ada'): Promise<Browser & { email: string }> {
  const browser = new Browser();
  await browser.call('POST', '/v1/auth/sign-up', { email, name, password: PASSWORD });
  await browser.call('POST', '/v1/auth/email/confirm', { token: await tokenFor(email) });
  return Object.assign(browser, { email });
}

/** A new person with a workspace of their own. */
export async function newOwner(): Promise<Browser & { email: string; user_id: string; tenant_id: string }> {
  const person = await newPerson();
  await person.call('POST', '/v1/onboarding', { business_name: 'Acme', industry: 'saas', timezone: 'UTC' });
  const { user, tenant } = (await person.call('GET', '/v1/auth/session')).body;
  return Object.assign(person, { user_id: user.id as string, tenant_id: tenant.id as string });
}

/** The code that an authenticator shows (RFC 6238) in the next half minute, which is taken already; `step` 0 is the one of now. */
export function codeOf(otpauth_uri: string, step = 1): string {
  const secret = new URL(otpauth_uri).searchParams.get('secret')!.replaceAll('=', '');
  const bits = [...secret].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const code = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, '0');
}

/** Switches a second factor on for a person who is signed in. */
export async function withTwoFactor<T extends Browser>(person: T) {
  const setup = await person.call('POST', '/v1/auth/two-factor/enable', { password: PASSWORD });
  expect(setup.status).toBe(200);
  const { otpauth_uri, recovery_codes } = setup.body as { otpauth_uri: string; recovery_codes: string[] };
  const confirmed = await person.call('POST', '/v1/auth/two-factor/confirm', { code: codeOf(otpauth_uri, 0) });
  expect(confirmed.status).toBe(204);
  return { person, otpauth_uri, recovery_codes };
}
