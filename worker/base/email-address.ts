/** Pure: one spelling per e-mail address, and none that only looks like another one. */
import { z } from '@hono/zod-openapi';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Trimmed, NFKC, lower case; undefined for what is no address. The part before the @ must be ASCII, an international domain
 * becomes its ASCII form (`xn--…`): a Cyrillic а never passes for a Latin a, neither in the database nor on a screen.
 */
export function normalizeEmail(input: string): string | undefined {
  const email = input.trim().normalize('NFKC').toLowerCase();
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  const domain = asciiDomain(email.slice(at + 1));
  if (at < 1 || local.length > 64 || !LOCAL.test(local) || !domain) return undefined;
  return `${local}@${domain}`;
}

function asciiDomain(domain: string): string | undefined {
  if (/[\s/?#@:\\[\]%]/.test(domain)) return undefined;
  try {
    const { hostname } = new URL(`http://${domain}`);
    return DOMAIN.test(hostname) ? hostname : undefined;
  } catch {
    return undefined;
  }
}

/** An address as requests bring it, in its one spelling once parsed. */
export const EmailAddress = z
  .string()
  .max(320)
  .transform((input, context) => {
    const email = normalizeEmail(input);
    if (email !== undefined) return email;
    context.addIssue({ code: 'custom', message: 'not an e-mail address; only ASCII before the @' });
    return z.NEVER;
  })
  .openapi({ type: 'string', format: 'email', maxLength: 320 });
