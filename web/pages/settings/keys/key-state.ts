/** Pure: what a key's times say about it. */
import type { ApiKey } from '../../../account/api.ts';

export type KeyState = 'active' | 'expiring' | 'revoked';

/** Revoked or run out, about to run out after a rotation, or in use. */
export function keyState({ revoked_at, expires_at }: ApiKey, now: number): KeyState {
  const ends = [revoked_at, expires_at].filter((at) => typeof at === 'string').map((at) => Date.parse(at));
  if (ends.length === 0) return 'active';
  return Math.min(...ends) <= now ? 'revoked' : 'expiring';
}

/** When it stops working, for an expiring key. */
export function keyEnd({ revoked_at, expires_at }: ApiKey): string {
  return [revoked_at, expires_at].filter((at) => typeof at === 'string').sort()[0] ?? '';
}

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
