/**
 * The token of a link from a mail. It is behind the #, which browsers never send. Links that were mailed before have it in
 * the query; the last of them run out on 31 January 2027.
 */

/** The token in an address, or nothing. */
export function tokenIn(url: string): string | undefined {
  const { hash, searchParams } = new URL(url);
  return new URLSearchParams(hash.slice(1)).get('token') || searchParams.get('token') || undefined;
}

/** The same address with the token behind the #, so that no request and no referrer carries it. */
export function behindHash(url: string): string {
  const { pathname, hash, searchParams } = new URL(url);
  const token = searchParams.get('token');
  if (token === null) return pathname + (searchParams.size > 0 ? `?${searchParams}` : '') + hash;
  searchParams.delete('token');
  const kept = new URLSearchParams(hash.slice(1));
  if (!kept.has('token')) kept.set('token', token);
  return `${pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}#${kept}`;
}
