/** Pure: how a tenant's hard limit is shared among its ledgers. */

/** One ledger's part of a meter in a period: what it has used, and what it was granted and may still spend. */
export interface Part {
  holder: string;
  used: number;
  unspent: number;
}

/** What is left of `limit` beside all parts. */
export function freeOf(limit: number, parts: readonly Part[]): number {
  return Math.max(0, limit - parts.reduce((sum, { used, unspent }) => sum + used + unspent, 0));
}

/** How much to grant: what is lacking, rounded up to a hundredth of the limit so that a busy ledger seldom calls the Hub. */
export function grantOf(limit: number, free: number, lacking: number): number {
  return Math.min(free, Math.max(lacking, Math.floor(limit / 100)));
}
