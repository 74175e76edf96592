/** Finds e-mail addresses, phone and card numbers in events and replaces them by the project's policy. */
import type { JsonObject, JsonValue } from '../../../base/json.ts';
import { cardAt, isCardNumber } from './cards.ts';
import { digitRuns, type Found, groupCount, type Run } from './digit-runs.ts';
import { findEmails } from './emails.ts';
import { type Hint, hintBefore, hintOfField, isPlain } from './field-names.ts';
import { suspicionOf } from './first-look.ts';
import { phoneAt } from './phones.ts';
import { ANY_WORK, COST, type Work } from './work.ts';

export type PiiPolicy = 'hash' | 'redact' | 'keep';
export type PiiKind = 'email' | 'phone' | 'card';
/** Keyed token of a normalised value, e.g. `email_3f9a0c…`; given by the caller (HMAC under a per-project key). */
export type Tokenize = (kind: PiiKind, normalized: string) => string;

/** Validation allows 32; what is deeper is dropped rather than stored unread. */
const MAX_DEPTH = 64;
/** A replacement may bring the next number to light ("a@b.co@c.co"); real texts are settled after the first round. */
const MAX_ROUNDS = 8;

const redact: Tokenize = (kind) => `[${kind}]`;

/** What is put for personal data, and what may be spent on finding it. */
interface Means {
  token: Tokenize;
  work: Work;
}

/**
 * Replaces personal data inside one text; the name of its field tells ids and amounts from phones and cards. Throws TooDense where
 * that takes more than is left of `work`.
 */
export function scrubText(
  text: string,
  field: string,
  policy: PiiPolicy,
  tokenize: Tokenize,
  work: Work = ANY_WORK,
): string {
  return policy === 'keep' ? text : scrub(text, field, '', { token: policy === 'redact' ? redact : tokenize, work });
}

/** Replaces personal data in the values and keys of a payload; the same object when there is none. Throws TooDense like `scrubText`. */
export function scrubPayload(
  payload: JsonObject,
  policy: PiiPolicy,
  tokenize: Tokenize,
  work: Work = ANY_WORK,
): JsonObject {
  if (policy === 'keep') return payload;
  return scrubObject(payload, '', 0, { token: policy === 'redact' ? redact : tokenize, work });
}

function scrubValue(value: JsonValue, field: string, parent: string, depth: number, means: Means): JsonValue {
  if (typeof value === 'string') return scrub(value, field, parent, means);
  if (typeof value === 'number') return value < 1e6 ? value : scrubNumber(value, field, parent, means);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return null;
  return Array.isArray(value)
    ? scrubArray(value, field, parent, depth + 1, means)
    : scrubObject(value, field, depth + 1, means);
}

function scrubObject(object: JsonObject, field: string, depth: number, means: Means): JsonObject {
  const keys = Object.keys(object);
  let entries: [string, JsonValue][] | undefined;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const value = object[key]!;
    const newKey = scrub(key, field, '', means);
    const newValue = scrubValue(value, newKey, field, depth, means);
    if (newKey !== key) means.work.spend(COST.key);
    if (entries === undefined) {
      if (newKey === key && newValue === value) continue;
      entries = keys.slice(0, i).map((same) => [same, object[same]!]);
    }
    entries.push([newKey, newValue]);
  }
  return entries === undefined ? object : fromEntries(entries);
}

function scrubArray(array: JsonValue[], field: string, parent: string, depth: number, means: Means): JsonValue[] {
  let changed: JsonValue[] | undefined;
  for (let i = 0; i < array.length; i++) {
    const value = scrubValue(array[i]!, field, parent, depth, means);
    if (value !== array[i]) {
      changed ??= array.slice();
      changed[i] = value;
    }
  }
  return changed ?? array;
}

/** Keys that became alike are numbered, so that none is lost. `Object.fromEntries` defines `__proto__` as data. */
function fromEntries(entries: [string, JsonValue][]): JsonObject {
  const last = new Map<string, number>();
  for (const entry of entries) {
    const key = entry[0];
    let n = last.get(key) ?? 0;
    while (last.has(entry[0])) entry[0] = `${key}_${++n + 1}`;
    last.set(key, n);
    last.set(entry[0], last.get(entry[0]) ?? 0);
  }
  return Object.fromEntries(entries);
}

function scrubNumber(value: number, field: string, parent: string, { token, work }: Means): JsonValue {
  const hint = Number.isInteger(value) ? hintOfField(field, parent, work) : 'none';
  if (hint === 'phone' && value < 1e15) return spendToken(work) && token('phone', String(value));
  return hint === 'card' && isCardNumber(value) ? spendToken(work) && token('card', String(value)) : value;
}

function scrub(text: string, field: string, parent: string, { token, work }: Means): string {
  const suspicion = suspicionOf(text);
  if (suspicion === 0) return text;
  const hint = hintOfField(field, parent, work);
  if (suspicion === 1 && hint !== 'phone' && hint !== 'card') return text;
  if (token === redact) return settle(text, hint, { token, work });
  // The caller's tokens are put in last: what they look like is not ours to read again.
  const tokens: string[] = [];
  const insert = (held: string) => held.replace(/(?:email|phone|card)_zpii(\d+)z/g, (all, i) => tokens[i] ?? all);
  const hold: Tokenize = (kind, found) => `${kind}_zpii${tokens.push(token(kind, insert(found))) - 1}z`;
  const settled = settle(text, hint, { token: hold, work });
  return settled === text ? text : insert(settled);
}

/** Replaces until nothing is left to replace. */
function settle(text: string, hint: Hint, means: Means): string {
  let scrubbed = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = scrubbed;
    means.work.spend(COST.text + before.length / COST.characters);
    // An id is one word: running text in a field named like one is read as text.
    const read = isPlain(hint) && /\s/.test(before) && /\p{L}/u.test(before) ? 'none' : hint;
    scrubbed = replaceDigits(replaceEmails(before, means), read, means);
    if (scrubbed === before) break;
    const suspicion = suspicionOf(scrubbed);
    if (suspicion === 0 || (suspicion === 1 && hint !== 'phone' && hint !== 'card')) break;
  }
  return scrubbed;
}

function spendToken(work: Work): true {
  work.spend(COST.token);
  return true;
}

function replaceEmails(text: string, { token, work }: Means): string {
  let done = '';
  let end = 0;
  for (const email of findEmails(text, work)) {
    spendToken(work);
    done += text.slice(end, email.start) + token('email', email.normalized);
    end = email.end;
  }
  return end === 0 ? text : done + text.slice(end);
}

function replaceDigits(text: string, field: Hint, { token, work }: Means): string {
  let done = '';
  let end = 0;
  for (const run of digitRuns(text, work)) {
    const last = groupCount(run);
    const near = field === 'phone' || field === 'card' ? 'none' : hintBefore(run.text, run.bounds[0]!, work);
    const hint = near === 'none' ? field : near;
    let linked = false;
    for (let from = 0; from < last; ) {
      work.spend(COST.group);
      const found = foundAt(run, from, hint, near !== 'none', linked);
      linked = found === undefined;
      if (found) {
        const start = startOf(run, from, found);
        spendToken(work);
        done += text.slice(end, start) + token(found.kind, found.normalized);
        end = run.bounds[found.to * 2 - 1]!;
      }
      from = found?.to ?? from + 1;
    }
  }
  return end === 0 ? text : done + text.slice(end);
}

/** A bare number of up to 15 digits in a phone field is a phone, even where it could be an Amex card. */
function foundAt(run: Run, from: number, hint: Hint, near: boolean, linked: boolean): Found | undefined {
  const bare = groupCount(run) === 1 || run.plus >= 0;
  if (hint === 'phone' && bare) return phoneAt(run, from, { hint, near }, linked) ?? cardAt(run, from, hint);
  return cardAt(run, from, hint) ?? phoneAt(run, from, { hint, near }, linked);
}

/** The replacement takes the plus and the opening parenthesis along. */
function startOf(run: Run, from: number, found: Found): number {
  const digits = run.bounds[from * 2]!;
  const start = from === 0 && run.plus >= 0 ? run.plus : digits;
  const inside = run.text.slice(start, run.bounds[found.to * 2 - 1]!);
  return run.text[start - 1] === '(' && inside.includes(')') && !inside.includes('(') ? start - 1 : start;
}
