/** Pure: words of a key's scopes and origins. */
const SCOPES: Record<string, string> = {
  'events:write': 'sends events',
  read: 'reads numbers',
  manage: 'changes settings',
};

/** What a key may do, as a phrase. */
export function scopesText(scopes: string[]): string {
  const words = scopes.map((scope) => SCOPES[scope] ?? scope).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Web origins as a person types them, one a line; a bare host means https. */
export function originsIn(text: string): string[] {
  const lines = text.split(/[\s,]+/).filter(Boolean);
  return [...new Set(lines.map((line) => (/^[a-z]+:\/\//i.test(line) ? line : `https://${line}`)))].map(originOf);
}

function originOf(text: string): string {
  try {
    return new URL(text).origin;
  } catch {
    return text;
  }
}
