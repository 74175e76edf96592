/** Pure: whether a stored event is one of a person who asked to be erased. */

import type { JsonObject } from '../../../base/json.ts';
import type { EventKeys } from '../ingest/event-keys.ts';
import { type PiiKind, scrubPayload, scrubText, type Tokenize } from '../pii/scrub.ts';

/** How the owner names the person; an event that fits any of these is theirs. */
export interface PersonInput {
  actor_id?: string;
  anonymous_id?: string;
  email?: string;
  phone?: string;
}

/** The same as it may be stored in a ledger: ids as they are and as PII handling leaves them, addresses and numbers as tokens. */
export interface Person {
  actor_ids: string[];
  anonymous_ids: string[];
  tokens: string[];
}

/** The person in a project's own terms; what is not an address or a number gives no token. */
export function personOf(input: PersonInput, { tokenize }: EventKeys): Person {
  const forms = (field: 'actor_id' | 'anonymous_id') => {
    const value = input[field];
    return value === undefined ? [] : [...new Set([value, scrubText(value, field, 'hash', tokenize)])];
  };
  return {
    actor_ids: forms('actor_id'),
    anonymous_ids: forms('anonymous_id'),
    tokens: (['email', 'phone'] as const).flatMap((kind) => tokenOf(kind, input[kind], tokenize) ?? []),
  };
}

/** The token of a text that is one e-mail address or one phone number, and nothing else. */
export function tokenOf(kind: PiiKind, text: string | undefined, tokenize: Tokenize): string | undefined {
  const token = text === undefined ? '' : scrubText(text.trim(), kind, 'hash', tokenize);
  return new RegExp(`^${kind}_[0-9a-f]{24}$`).test(token) ? token : undefined;
}

/** Whether a segment's text may hold events of the person: cheap, and never wrong when it says no. */
export function mayConcern(text: string, person: Person): boolean {
  const names = (field: string, ids: string[]) => ids.some((id) => text.includes(`"${field}":${JSON.stringify(id)}`));
  if (names('actor_id', person.actor_ids) || names('anonymous_id', person.anonymous_ids)) return true;
  if (person.tokens.some((token) => text.includes(token) || token.startsWith('phone_'))) return true;
  return person.tokens.length > 0 && /[@＠﹫]|%40/.test(text);
}

/** Whether the event is the person's. A project that keeps personal data as it is has no tokens: there it is read for them. */
export function concerns(event: JsonObject, person: Person, { tokenize }: EventKeys): boolean {
  if (person.actor_ids.includes(event.actor_id as string)) return true;
  if (person.anonymous_ids.includes(event.anonymous_id as string)) return true;
  if (person.tokens.length === 0) return false;
  const text = JSON.stringify(event);
  if (person.tokens.some((token) => text.includes(token))) return true;
  let found = false;
  const look: Tokenize = (kind, normalized) => {
    const token = tokenize(kind, normalized);
    found ||= person.tokens.includes(token);
    return token;
  };
  for (const [field, value] of Object.entries(event)) {
    if (typeof value === 'string') scrubText(value, field, 'hash', look);
  }
  scrubPayload(event.payload as JsonObject, 'hash', look);
  return found;
}
