/** The cheap first look at a text: may it hold an e-mail address, a phone or a card number at all? */

/** 0: holds none; 1: only the name of its field can make its digits personal; 2: look closely. */
type Suspicion = 0 | 1 | 2;

/** A bare number from here on can be a card; shorter ones are ids unless a name says otherwise. */
const BARE = 14;
/** Fewest digits of a national phone number or a card that is written in groups. */
const GROUPED = 9;
/** The same with dots: one dot is a decimal point, and most IPv4 addresses are shorter. */
const DOTTED = 10;
/** Fewest digits after a plus, or after a word that may say "phone". */
const NAMED = 7;

/** One pass over the characters, without allocation; errs on the side of a closer look. */
export function suspicionOf(text: string): Suspicion {
  const start = skipIsoDate(text);
  let total = start === 0 ? 0 : 8;
  let digits = 0;
  let need = BARE;
  let dots = 0;
  let word = false;
  for (let i = start; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c > 127) c = foldCode(c);
    if (c >= 48 && c <= 57) {
      total++;
      if (word) continue;
      if (digits++ === 0) {
        need = i > 0 ? NAMED : c === 48 && text.charCodeAt(1) === 48 ? GROUPED : BARE;
        dots = 0;
      }
      if (digits >= need) return 2;
    } else if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) {
      word = true;
      digits = 0;
    } else if (c === 45 || c === 32 || c === 40 || c === 41 || c === 47) {
      // "ORD-2024-000123": a word's dash keeps its digits part of the word.
      if (c !== 45) word = false;
      if (need > GROUPED) need = GROUPED;
    } else if (c === 46) {
      word = false;
      if (++dots === 2 && need > DOTTED) need = DOTTED;
    } else if (c === 64) {
      return 2;
    } else {
      word = false;
      // "%40" is an encoded @, "%20" to "%2F" are encoded separators or a plus.
      if (c === 37 && text.charCodeAt(i + 1) === 52 && text.charCodeAt(i + 2) === 48) return 2;
      if (c === 37 && text.charCodeAt(i + 1) === 50) i += 2;
      else digits = 0;
    }
  }
  return total >= NAMED ? 1 : 0;
}

const ENCODED: Record<string, string> = { '%20': '   ', '%28': '(  ', '%29': ')  ', '%2b': '+  ', '%2d': '-  ' };

/** The text with look-alikes and URL codes of digits and separators as ASCII, of the same length. */
export function foldText(text: string): string {
  const plain = text.includes('%') ? text.replace(/%2[089bd]/gi, (code) => ENCODED[code.toLowerCase()]!) : text;
  if (!/[\u0080-\uffff]/.test(plain)) return plain;
  return plain.replace(/[\u0080-\uffff]/g, (char) => {
    const code = foldCode(char.charCodeAt(0));
    return code === 0 ? char : String.fromCharCode(code);
  });
}

/** The end of a leading `2011-12-09`, which most timestamps begin with; 0 without one. */
function skipIsoDate(text: string): number {
  if (text.length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return 0;
  return /^(?:19|20)\d\d-[01]\d-[0-3]\d(?![\w-])|^(?:19|20)\d\d-[01]\d-[0-3]\dT/.test(text) ? 10 : 0;
}

/** First code of other scripts' decimal digits: Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

function foldCode(c: number): number {
  if (c < 0x660) return c === 0xa0 || c === 0xad ? 32 : c === 0xb7 ? 46 : 0;
  if (c < 0x2000) {
    for (const zero of ZEROS) if (c >= zero && c <= zero + 9) return c - zero + 48;
    return 0;
  }
  if (c > 0xff00 && c < 0xff5f) return c - 0xfee0;
  if (c <= 0x206f) {
    if (c <= 0x200f || (c >= 0x2028 && c <= 0x202f) || c >= 0x205f) return 32;
    return c <= 0x2015 && c >= 0x2010 ? 45 : 0;
  }
  if (c === 0x3000 || c === 0xfeff) return 32;
  if (c === 0x2212 || c === 0xfe58 || c === 0xfe63) return 45;
  return c === 0xfe6b ? 64 : c === 0xfe62 ? 43 : 0;
}
