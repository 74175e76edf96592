/** Runs of digit groups in a text, and the text around them, in which cards and phones are looked for. */
import { foldText } from './first-look.ts';
import { COST, type Work } from './work.ts';

export interface Run {
  /** The folded text: same length as the original. */
  text: string;
  /** Start and end of each group of digits, flat. */
  bounds: number[];
  /** Index of a leading plus; -1 without one. */
  plus: number;
  /** What may be spent on it. */
  work: Work;
}

/** A number that was found: groups `from` to `to` (exclusive) of a run. */
export interface Found {
  kind: 'phone' | 'card';
  normalized: string;
  to: number;
}

/** Shorter runs are neither phone nor card. */
const MIN_CHARS = 7;
/** At least three digits: two are never seven characters apart, and texts full of them would cost much. */
const RUN = /(?:\+ {0,2})?\(?\d(?:[ ./()-]{0,4}\d){2,}/g;

/** Every run of digits worth a look, with at most four separators between groups. */
export function digitRuns(original: string, work: Work): Run[] {
  const text = foldText(original);
  if (text !== original) work.spend(text.length);
  const runs: Run[] = [];
  RUN.lastIndex = 0;
  for (let match = RUN.exec(text); match !== null; match = RUN.exec(text)) {
    if (match[0].length >= MIN_CHARS) runs.push({ ...runOf(text, match[0], match.index), work });
  }
  return runs;
}

function runOf(text: string, run: string, at: number): Omit<Run, 'work'> {
  const bounds: number[] = [];
  let inside = false;
  for (let i = 0; i <= run.length; i++) {
    const c = run.charCodeAt(i);
    const digit = c >= 48 && c <= 57;
    if (digit !== inside) bounds.push(at + i);
    inside = digit;
  }
  return { text, bounds, plus: run.startsWith('+') ? at : -1 };
}

/** Number of groups in the run. */
export function groupCount(run: Run): number {
  return run.bounds.length / 2;
}

/** Whether groups from this one on can hold so many digits. */
export function hasDigits(run: Run, from: number, digits: number): boolean {
  return run.bounds[run.bounds.length - 1]! - run.bounds[from * 2]! >= digits;
}

/** The digits of one group. */
export function groupAt(run: Run, group: number): string {
  return run.text.slice(run.bounds[group * 2]!, run.bounds[group * 2 + 1]!);
}

/** Length of one group, without taking it out. */
export function groupLength(run: Run, group: number): number {
  return run.bounds[group * 2 + 1]! - run.bounds[group * 2]!;
}

/** The digits of groups `from` to `to` (exclusive). */
export function digitsOf(run: Run, from: number, to: number): string {
  let digits = '';
  for (let group = from; group < to; group++) digits += groupAt(run, group);
  return digits;
}

/** The text between a group and the next; undefined after the last one. */
export function separatorAfter(run: Run, group: number): string | undefined {
  if (group < 0 || group * 2 + 2 >= run.bounds.length) return undefined;
  return run.text.slice(run.bounds[group * 2 + 1]!, run.bounds[group * 2 + 2]!);
}

/** The ends `to` for which groups `from` to `to` hold `min` to `max` digits together, shortest first. */
export function endsWithin(run: Run, from: number, min: number, max: number): number[] {
  const ends: number[] = [];
  let digits = 0;
  for (let group = from; group < groupCount(run); group++) {
    digits += groupLength(run, group);
    if (digits > max) break;
    if (digits >= min && !touchesWord(run, group)) ends.push(group + 1);
  }
  run.work.spend(1 + ends.length * COST.ending);
  return ends;
}

/** Whether a letter follows the group directly ("85123A"); the x of an extension does not count. */
export function touchesWord(run: Run, group: number): boolean {
  const end = run.bounds[group * 2 + 1]!;
  return (
    isLetter(end < run.text.length ? run.text.charCodeAt(end) : 0) &&
    !/^(?:x|ext)\.? ?\d/i.test(run.text.slice(end, end + 6))
  );
}

/** How far back a word or a URL is looked for: bounds the work on hostile texts. */
const WORD_CHARS = 64;
const URL_CHARS = 512;

/** How a group hangs on a word before it: directly ("cus_17850"), by a dash ("INV-2024-0001"), or not. */
export function wordBefore(run: Run, group: number): 'direct' | 'dashed' | 'none' {
  const { text } = run;
  const start = run.bounds[group * 2]!;
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (isLetter(before)) return 'direct';
  if (before !== DASH) return 'none';
  for (let i = start - 2; i >= Math.max(0, start - WORD_CHARS); i--) {
    const c = text.charCodeAt(i);
    if (isLetter(c)) return 'dashed';
    if (c !== DASH && (c < 48 || c > 57)) return 'none';
  }
  return 'none';
}

const DASH = 45;

/** Whether the character of this code is a letter of ASCII or an underscore. */
function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
}

/** Whether the group is inside the path or query of a URL. */
export function isInUrl(run: Run, group: number): boolean {
  const start = run.bounds[group * 2]!;
  const before = run.text.slice(Math.max(0, start - URL_CHARS), start);
  const token = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\n')) + 1);
  return token.includes('://') || token.startsWith('www.');
}
