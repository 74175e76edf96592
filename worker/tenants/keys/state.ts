/** Pure: what has become of a key. */
import type { ApiKey } from './schema.ts';
import type { KeyRow } from './store.ts';

/** A key's state at an instant (ms); one that was revoked stays so whatever its other fields are. */
export function stateOf(
  { revoked_at, expires_at }: Pick<ApiKey, 'revoked_at' | 'expires_at'>,
  now: number,
): ApiKey['state'] {
  if (revoked_at !== null) return 'revoked';
  if (expires_at === null) return 'active';
  return Date.parse(expires_at) > now ? 'expiring' : 'expired';
}

/** Origins in the one spelling that browsers send, each once. */
export function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

/** A key as the API shows it: without whose it is and its digest. */
export function shownKey(row: Omit<ApiKey, 'state'> & Partial<KeyRow>, now: number): ApiKey {
  const { tenant_id: _tenant, digest: _digest, ...shown } = row;
  return { ...shown, state: stateOf(row, now) };
}
