/** The token of a link from a mail. It stands behind the #, which browsers send to nobody; older links have it in the query. */

/** The token in an address, or nothing. */
export function tokenIn(url: string): string | undefined {
  const { hash, searchParams } = new URL(url);
  return new URLSearchParams(hash.slice(1)).get('token') || searchParams.get('token') || undefined;
}
