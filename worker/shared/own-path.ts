/** Where a sign-in may lead: a page of this site. Used by the Worker and the dashboard. */

const HERE = 'https://here.invalid';

/**
 * The path of `next` as a browser would resolve it, with query and fragment; undefined for another site, another scheme, or
 * text with control characters, which browsers drop before they resolve an address.
 */
export function ownPath(next: string | undefined): string | undefined {
  if (!next?.startsWith('/') || hasControlCharacter(next)) return undefined;
  const url = URL.canParse(next, HERE) ? new URL(next, HERE) : undefined;
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 || text.charCodeAt(i) === 0x7f) return true;
  return false;
}
