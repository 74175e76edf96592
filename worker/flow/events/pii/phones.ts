/** Phone numbers: international ones, those in fields named like a phone, and plainly phone-shaped national ones. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import {
  digitsOf,
  endsWithin,
  type Found,
  groupAt,
  groupCount,
  groupLength,
  hasDigits,
  isInUrl,
  type Run,
  separatorAfter,
  wordBefore,
} from './digit-runs.ts';
import { type Hint, isPlain } from './field-names.ts';
import { COST } from './work.ts';

/** E.164 allows no more; shorter than seven digits is a short code, not a person. */
const MAX_DIGITS = 15;
const MIN_DIGITS = 7;

/** `near`: the hint comes from a word in the text, which deserves less trust than the name of a field. */
interface PhoneHint {
  hint: Hint;
  near: boolean;
}

/** The phone number that begins at a group of a run. `linked`: digits before it were not taken for another number. */
export function phoneAt(run: Run, from: number, { hint, near }: PhoneHint, linked: boolean): Found | undefined {
  if (!hasDigits(run, from, MIN_DIGITS)) return undefined;
  if (from === 0 && run.plus >= 0 && !/\d/.test(run.text.charAt(run.plus - 1))) {
    const found = international(run, from, '', 'possible');
    // "+12345678901" in an amount is a sign, not a country.
    if (found) return hint === 'amount' && found.to === 1 ? undefined : found;
  }
  const hung = wordBefore(run, from);
  if (hung === 'direct' || (hung === 'dashed' && hint !== 'phone')) return undefined;
  if (!linked && groupAt(run, from).startsWith('00')) {
    const found = dialled(run, from, hint);
    if (found) return found;
  }
  if (hint === 'phone' && isNameBefore(run, from)) return named(run, from, near);
  return national(run, from, hint, linked);
}

/**
 * Tries the longest number first: a valid one wins over one of merely possible length ("+1 555 …"), unless that one
 * leaves nothing over, when the slower question of validity can be spared.
 */
function international(run: Run, from: number, exit: string, trust: 'valid' | 'possible'): Found | undefined {
  let possible: Found | undefined;
  let written: Found | undefined;
  for (const to of endsWithin(run, from, MIN_DIGITS + exit.length, MAX_DIGITS + exit.length).reverse()) {
    const digits = digitsOf(run, from, to).slice(exit.length);
    run.work.spend(COST.phone);
    const parsed = digits.startsWith('0') ? undefined : parsePhoneNumberFromString(`+${digits}`);
    if (!parsed || isDecimal(run, from, to)) continue;
    // Its number has no trunk zero: "+44 (0)20 …" is "+44 20 …".
    const found: Found = { kind: 'phone', normalized: parsed.number.slice(1), to };
    if (!parsed.isPossible()) {
      if (isWrittenAsPhone(run, from, to)) written ??= found;
      continue;
    }
    if ((trust === 'possible' && to === groupCount(run)) || parsed.isValid()) return found;
    possible ??= found;
  }
  return trust === 'possible' ? (possible ?? written) : undefined;
}

/** Behind a plus even a length that its country does not have is a phone number: "+1234567890", "+1 555 0100". */
function isWrittenAsPhone(run: Run, from: number, to: number): boolean {
  if (to === from + 1) return groupLength(run, from) >= 10;
  if (to < from + 3 || digitsOf(run, from, to).length < 8 || isDate(run, from + 1, to)) return false;
  const isJoined = (group: number) => /^(?:[ -]|\) ?| ?\()$/.test(separatorAfter(run, group)!);
  return (
    groupLength(run, from) <= 3 &&
    groupLength(run, to - 1) === 4 &&
    endsWithin(run, from, 0, MAX_DIGITS).every((end) => end >= to || isJoined(end - 1))
  );
}

/** "0044 20 7946 0958"; a bare one may as well be an id with leading zeros: so never in ids, URLs, or for country 1. */
function dialled(run: Run, from: number, hint: Hint): Found | undefined {
  const found = international(run, from, '00', hint === 'phone' ? 'possible' : 'valid');
  if (!found || hint === 'phone' || found.to > from + 1) return found;
  return isPlain(hint) || found.normalized.startsWith('1') || isInUrl(run, from) ? undefined : found;
}

/** A field or a word names a phone: seven to fifteen digits are one, however they are grouped. */
function named(run: Run, from: number, near: boolean): Found | undefined {
  let to: number | undefined;
  for (const end of endsWithin(run, from, MIN_DIGITS, MAX_DIGITS)) {
    to = end;
    if (separatorAfter(run, end - 1)?.includes(' /')) break;
  }
  if (to === undefined || isDate(run, from, to) || (near && isDecimal(run, from, to))) return undefined;
  const digits = digitsOf(run, from, to);
  return { kind: 'phone', normalized: digits, to };
}

const NANP = /^(?:1[ .-])?3(?<s>[ .-])3\k<s>4/;
const IN_PARENTHESES = /^(?:1[ .-]?)?\([2-5]\)[ -]?(?:[2-5](?:[ .-][2-5]){1,3}|[678])/;
const IN_PAIRS = /^2(?<s>[ .-])2\k<s>2\k<s>2\k<s>2/;
const WITH_TRUNK_ZERO = /^(?:3[ -]3[ -]2[ -]2|[2-5][ -][345][ -][345](?:[ -]3)?|[345] [678])/;

/** Shapes that cannot be a date or an id: "(555) 123-4567", "555-123-4567", "020 7946 0958", "06 12 34 56 78". */
function national(run: Run, from: number, hint: Hint, linked: boolean): Found | undefined {
  if (from + 1 >= groupCount(run)) return undefined;
  const first = groupAt(run, from);
  const trunk = /^0[1-9]/.test(first);
  const opened = run.text.charAt(run.bounds[from * 2]! - 1) === '(';
  if (!trunk && !opened && !/^(?:1|[2-9]\d\d)$/.test(first)) return undefined;
  if (groupLength(run, from + 1) < 2) return undefined;
  const shape = shapeOf(run, from);
  let match = IN_PARENTHESES.exec(shape);
  if (match) return isAreaCode(run, from, shape) ? accept(run, from, match[0], linked) : undefined;
  if (isPlain(hint)) return undefined;
  if (trunk) match = IN_PAIRS.exec(shape) ?? WITH_TRUNK_ZERO.exec(shape);
  else match = NANP.exec(shape);
  return match && !isInUrl(run, from) ? accept(run, from, match[0], linked) : undefined;
}

/** Lengths of up to six groups with the text between them: "(3) 3-4". */
function shapeOf(run: Run, from: number): string {
  let shape = run.text.charAt(run.bounds[from * 2]! - 1) === '(' ? '(' : '';
  for (let group = from; group < Math.min(from + 6, groupCount(run)); group++) {
    shape += Math.min(groupLength(run, group), 9) + (separatorAfter(run, group) ?? '').replaceAll('   ', ' ');
  }
  return shape;
}

/** "(2011) 1234-5678" cites a year; "(12) 345678" may count things. */
function isAreaCode(run: Run, from: number, shape: string): boolean {
  const at = shape.startsWith('(') ? from : from + 1;
  const area = groupAt(run, at);
  if (/^(?:19|20)\d\d$/.test(area) || (at > from && groupAt(run, from) !== '1')) return false;
  if (isDate(run, at + 1, at + 4)) return false;
  return groupLength(run, at + 1) < 6 || area.length > 2 || area.startsWith('0');
}

function accept(run: Run, from: number, shape: string, linked: boolean): Found | undefined {
  const to = from + shape.replace(/\D/g, '').length;
  const normalized = digitsOf(run, from, to);
  if (normalized.length < 9 || normalized.length > 12 || !endsWithin(run, from, 9, 12).includes(to)) return undefined;
  const inner = separatorAfter(run, to - 2);
  const after = separatorAfter(run, to - 1);
  const before = linked && !shape.startsWith('(') ? separatorAfter(run, from - 1) : undefined;
  for (const joint of [before, after]) if (joint === inner || /^[-./]$/.test(joint ?? '')) return undefined;
  // "12 03 2024 10 30:00": the last group is an hour.
  return /^:\d/.test(run.text.slice(run.bounds[to * 2 - 1]!, run.bounds[to * 2 - 1]! + 2))
    ? undefined
    : { kind: 'phone', normalized, to };
}

/** Only a plain word may be tied to the digits of a named field by a dash: "Tel-555…", not "550e8400-e29b-…". */
function isNameBefore(run: Run, from: number): boolean {
  if (wordBefore(run, from) === 'none') return true;
  const start = run.bounds[from * 2]!;
  return /(?:^|[^\w-])[A-Za-z]+-$/.test(run.text.slice(Math.max(0, start - 24), start));
}

function isDate(run: Run, from: number, to: number): boolean {
  if (to > groupCount(run)) return false;
  const date = digitsOf(run, from, to);
  const lengths = Array.from({ length: to - from }, (_, i) => groupLength(run, from + i)).join('');
  return /^(?:8|422)$/.test(lengths)
    ? /^(?:19|20)\d\d[01]\d[0-3]\d$/.test(date)
    : lengths === '224' && /^[0-3]\d[0-3]\d(?:19|20)\d\d$/.test(date);
}

/** "+1234567.89" is an amount. */
function isDecimal(run: Run, from: number, to: number): boolean {
  const fraction = to === from + 1 ? to : to - 1;
  if (fraction !== from + 1 || separatorAfter(run, from) !== '.') return false;
  return groupLength(run, from + 1) <= 2 && separatorAfter(run, from + 1) !== '.';
}
