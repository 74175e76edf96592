/** Pure: passwords that are guessed first: common ones, patterns, and what anybody knows of the person. */
import { coreOf } from './password-filter.ts';

/** Why a password is too easy to guess. */
export type Weakness = 'common' | 'repeated' | 'pattern' | 'personal';

/** Runs along these, in either direction, say nothing. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()',
].flatMap((row) => [row, [...row].reverse().join('')]);

const RUN = 3;
/** What must be left of a password besides what is known or predictable. */
const ENOUGH = 6;
/** So many digits and signs around a common word do not make it a better one. */
const DECORATION = 6;

const LEET: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  $: 's',
  '5': 's',
  '7': 't',
};

/** Why a password is weak, or undefined; `about` is what anybody knows of its owner: their address, their name. */
export function weaknessOf(
  password: string,
  about: readonly string[],
  isCommon: (text: string) => boolean,
): Weakness | undefined {
  const text = password.normalize('NFKC').toLowerCase();
  const unit = unitOf(text);
  if (new Set(text).size < 5 || unit.length < 8) return 'repeated';
  if (withoutRuns(text).length < ENOUGH) return 'pattern';
  if (without(text, ['signalbox', ...about.flatMap(partsOf)]).length < ENOUGH) return 'personal';
  const plain = [...text].map((char) => LEET[char] ?? char).join('');
  const isKnown = [unit, text, plain].some((one) => isCommon(one) || isDecorated(one, isCommon));
  return isKnown ? 'common' : undefined;
}

/** A common word with a few digits and signs around it. */
function isDecorated(text: string, isCommon: (text: string) => boolean): boolean {
  const core = coreOf(text);
  return core.length >= 4 && text.length - core.length <= DECORATION && isCommon(core);
}

/** What a text repeats, also where the last time is cut off; the whole text where it repeats nothing. */
function unitOf(text: string): string {
  const repeats = (length: number) => text.slice(length) === text.slice(0, -length);
  for (let length = 1; length <= text.length / 2; length++) if (repeats(length)) return text.slice(0, length);
  return text;
}

/** The text without its runs along a keyboard, the alphabet or the digits. */
function withoutRuns(text: string): string {
  let kept = '';
  for (let at = 0; at < text.length; ) {
    const run = Math.max(...ROWS.map((row) => runAlong(row, text, at)));
    if (run < RUN) kept += text[at];
    at += run < RUN ? 1 : run;
  }
  return kept;
}

function runAlong(row: string, text: string, at: number): number {
  const start = row.indexOf(text[at]!);
  if (start < 0) return 0;
  let length = 0;
  while (at + length < text.length && row[start + length] === text[at + length]) length++;
  return length;
}

/** What an address or a name gives a guesser: the whole and its longer parts, letters and digits alone. */
function partsOf(known: string): string[] {
  const words = known.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [words.join(''), ...words].filter((word) => word.length >= 4);
}

/** The letters and digits of a text without the known words in it, the longest first. */
function without(text: string, known: string[]): string {
  const bare = text.replace(/[^\p{L}\p{N}]+/gu, '');
  const left = known.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), bare);
  // A text of signs alone has no letters, and nothing known in it either.
  return left === bare ? text : left;
}
