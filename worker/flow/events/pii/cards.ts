/** Payment-card numbers: known prefix, a length of that brand, valid check digit; bare or in the usual groups. */

import {
  digitsOf,
  endsWithin,
  type Found,
  groupLength,
  hasDigits,
  isInUrl,
  type Run,
  separatorAfter,
  touchesWord,
  wordBefore,
} from './digit-runs.ts';
import { type Hint, isPlain } from './field-names.ts';

/**
 * First four digits from-to, lengths believed of a bare number, lengths believed when it is written in groups.
 * Bare lengths are fewer on purpose: 13-digit EANs and order ids and 17- to 19-digit snowflakes share those prefixes.
 */
const BRANDS: [from: number, to: number, bare: number[], grouped: number[]][] = [
  [4000, 4999, [16, 19], [13, 16, 19]], // Visa
  [5100, 5599, [16], [16]], // Mastercard
  [2221, 2720, [16], [16]], // Mastercard, 2-series
  [3400, 3499, [15], [15]], // American Express
  [3700, 3799, [15], [15]],
  [6011, 6011, [16], [16, 17, 18, 19]], // Discover
  [6440, 6599, [16], [16, 17, 18, 19]],
  [3528, 3589, [16], [16, 17, 18, 19]], // JCB
  [3000, 3059, [14], [14, 16]], // Diners
  [3095, 3095, [14], [14, 16]],
  [3600, 3699, [14], [14, 16]],
  [3800, 3999, [14], [14, 16]],
  [6200, 6299, [16, 19], [16, 17, 18, 19]], // UnionPay
  [2200, 2204, [16], [16, 17, 18, 19]], // Mir
  [5018, 5018, [16], [13, 14, 15, 16, 17, 18, 19]], // Maestro, its usual prefixes
  [5020, 5020, [16], [13, 14, 15, 16, 17, 18, 19]],
  [5038, 5038, [16], [13, 14, 15, 16, 17, 18, 19]],
  [5893, 5893, [16], [13, 14, 15, 16, 17, 18, 19]],
  [6304, 6304, [16], [13, 14, 15, 16, 17, 18, 19]],
  [6759, 6763, [16], [13, 14, 15, 16, 17, 18, 19]],
  [5067, 5067, [16], [16]], // Elo, Hipercard, Cabal, Naranja, RuPay
  [6062, 6062, [16], [16]],
  [6042, 6043, [16], [16]],
  [5895, 5896, [16], [16]],
  [6069, 6089, [16], [16]],
  [5000, 5099, [], [13, 14, 15, 16, 17, 18, 19]], // Maestro, the rest of its range: only in groups
  [5600, 5899, [], [13, 14, 15, 16, 17, 18, 19]],
  [6000, 6999, [], [16, 17, 18, 19]],
];

const GROUPINGS = new Set([
  '4-4-4-4',
  '4-6-5',
  '4-6-4',
  '4-4-5',
  '4-4-4-1',
  '4-3-3-3',
  '4-4-4-2',
  '4-4-4-3',
  '4-4-4-4-1',
  '4-4-4-4-2',
  '4-4-4-4-3',
  '4-5-6',
  '8-8',
  '6-10',
  '6-13',
]);

/** The card number that begins at a group of a run, the longest where several would do. */
export function cardAt(run: Run, from: number, hint: Hint): Found | undefined {
  // Bare, or in groups of which the first has 4, 6 or 8 digits.
  const first = groupLength(run, from);
  if (!hasDigits(run, from, 13) || (hint !== 'card' && (first < 4 || first > 19))) return undefined;
  const hung = wordBefore(run, from);
  if (hung === 'direct' || (hung === 'dashed' && hint !== 'card')) return undefined;
  for (const to of endsWithin(run, from, 13, 19).reverse()) {
    const normalized = digitsOf(run, from, to);
    if (!passesLuhn(normalized)) continue;
    const card = hint === 'card' || (to === from + 1 ? isBareCard(run, from, hint) : isGroupedCard(run, from, to));
    if (card) return { kind: 'card', normalized, to };
  }
  return undefined;
}

/** Whether the number of a field that is named like a card is one: prefix unknown, check digit valid. */
export function isCardNumber(value: number): boolean {
  if (!(value >= 1e12 && value < 1e19)) return false;
  // Past 2^53 the parser has already rounded the last digits away, the check digit among them.
  return !Number.isSafeInteger(value) || passesLuhn(String(value));
}

function isBareCard(run: Run, group: number, hint: Hint): boolean {
  const digits = digitsOf(run, group, group + 1);
  if ((isPlain(hint) && hint !== 'person') || !isOfBrand(digits, 2)) return false;
  const decimal = separatorAfter(run, group - 1) === '.' || separatorAfter(run, group) === '.';
  return !decimal && !touchesWord(run, group) && !isInUrl(run, group);
}

function isGroupedCard(run: Run, from: number, to: number): boolean {
  const separator = separatorAfter(run, from)!;
  if (!/^(?: {1,3}|[-.]|- {2})$/.test(separator)) return false;
  let grouping = String(groupLength(run, from));
  for (let group = from + 1; group < to; group++) {
    if (separatorAfter(run, group - 1) !== separator) return false;
    grouping += `-${groupLength(run, group)}`;
  }
  if (!GROUPINGS.has(grouping) || !isOfBrand(digitsOf(run, from, to), 3)) return false;
  const start = run.bounds[from * 2]!;
  // The rest of an IBAN, or of a USPS tracking number.
  return !/(?:[A-Z]{2}\d\d|\b9[2-5]\d\d)[ -]$/.test(run.text.slice(Math.max(0, start - 6), start));
}

function isOfBrand(digits: string, lengths: 2 | 3): boolean {
  const prefix = Number(digits.slice(0, 4));
  return BRANDS.some((brand) => prefix >= brand[0] && prefix <= brand[1] && brand[lengths].includes(digits.length));
}

/** The check of the last digit that all card brands share. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
