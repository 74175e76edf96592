/** Pure: words of a key's scopes and origins. */
import { t } from '@lingui/core/macro';

/** What a key may do, in words. */
export function scopesText(scopes: string[]): string {
  const known: Record<string, string> = {
    'events:write': t`Sends events`,
    read: t`Reads numbers`,
    manage: t`Changes settings`,
  };
  return scopes.map((scope) => known[scope] ?? scope).join('\u00a0· ');
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
