/**
 * In which form an idempotency key is remembered. FROZEN: a key that changed its form would no longer find its duplicates, so this
 * rule is its own, not the PII filter's, which may go on learning.
 */

/** Keys of at most so many characters are stored as they are, longer ones as their keyed hash. */
const SHORT_KEY = 64;

/** An address; a number in international form; nothing but digits and separators, grouped like phones and cards are. */
const PERSONAL = /@|＠|﹫|%40|\+\s?\d[\d\s().-]{6,}|^[\d\s().-]*\d[\s().-]+[\d\s().-]*$/;

/** Whether a key is stored as its hash: it is long, holds control characters, starts like a hash, or looks personal. */
export function isHashedKey(key: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (key.length > SHORT_KEY || key[0] === '#' || /[\u0000-\u001f]/.test(key)) return true;
  return PERSONAL.test(key) ? digitsOf(key) >= 7 || /@|＠|﹫|%40/.test(key) : isBareCard(key);
}

function digitsOf(key: string): number {
  return key.replaceAll(/\D/g, '').length;
}

/** 14 to 16 or 19 digits from a card network's range with a valid check digit (Luhn, ISO/IEC 7812). */
function isBareCard(key: string): boolean {
  if (!/^(?:3[0-9]|4[0-9]|5[1-5]|2[2-7]|6[0-9])(?:\d{12,14}|\d{17})$/.test(key)) return false;
  let sum = 0;
  for (let i = key.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = Number(key[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
