/** Names that people give to themselves and their things, and that others then read: in mails, lists and logs. */
import { z } from '@hono/zod-openapi';

/** Controls, marks that change the direction of text or are invisible, and unpaired surrogates. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;
/** What mail programs turn into a link. */
const LINK = /:\/\/|\bwww\.|\bmailto:/i;

/** Trimmed and in one spelling (NFC), `max` characters at most. Refuses what cannot be seen, and addresses of web sites. */
export function displayName(max: number) {
  return z
    .string()
    .trim()
    .normalize()
    .min(1)
    .max(max)
    .refine((name) => !UNSEEN.test(joined(name)), 'Leave out characters that cannot be seen.')
    .refine((name) => !LINK.test(name), 'A name holds no web address.');
}

// Joiners shape letters of Persian and Indian scripts and emoji; between those they belong to the name.
function joined(name: string): string {
  return name.replace(/(?<=[\p{L}\p{M}\p{Emoji}])[\u200c\u200d](?=[\p{L}\p{Emoji}])/gu, '');
}
