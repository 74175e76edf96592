/** Replaces `auth/account/password-cost.ts` in edge tests: scrypt at full cost took a fifth of their time. */
import { onTestFinished } from 'vitest';
import { COST as FULL } from '../tenants/auth/account/password-cost.ts';

const CHEAP = { N: 256, r: 8, p: 1 };

export const COST = { ...CHEAP };

/** Hashes passwords at production's cost until the end of the test that asks for it. */
export function hashAtFullCost(): void {
  Object.assign(COST, FULL);
  onTestFinished(() => {
    Object.assign(COST, CHEAP);
  });
}
