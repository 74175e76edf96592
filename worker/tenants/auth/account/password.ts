/** Password hashing: scrypt with OWASP's parameters that fit a Worker. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { COST } from './password-cost.ts';

/** `scrypt$N$r$p$salt$hash`, so that stored hashes outlive a change of parameters. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(password.normalize('NFKC'), salt, 32, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether the password is the one that was hashed. */
export function verifyPassword(password: string, stored: string): boolean {
  const [, N, r, p, salt, hash] = stored.split('$');
  const expected = Buffer.from(hash ?? '', 'base64');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = scryptSync(password.normalize('NFKC'), Buffer.from(salt ?? '', 'base64'), 32, cost);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
