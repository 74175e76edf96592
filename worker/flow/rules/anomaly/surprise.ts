/** Pure: a stream's points scored by how surprising each is, from the points before it only. */
import { Forecasts } from './forecasts.ts';
import { Tail } from './tail.ts';

/** Spans of earlier errors that a new one may leave: the last point, the last four, the last sixteen. */
const SPANS = [1, 4, 16];
const LONGEST = 16;
/** The surprise whose score is one half. Of independent chances such a product comes once in 2,800 points. */
const RARE = 4.5;
/** After a surprise, for this share of the stream so far, only what is half as likely is shown. */
const QUIET_SHARE = 1 / 32;
const HALF_AS_LIKELY = Math.log10(2);

/** How surprising a distance with its sign is, which is remembered. */
type Learn = (distance: number) => number;

/** What one point of a stream was. */
export interface Surprise {
  /** The value of the best forecast; undefined while there is none. */
  expected: number | undefined;
  /** −log₁₀ of the product of two chances, of 0 and more. */
  surprise: number;
}

/**
 * Two things make a point surprising, and their chances are multiplied (Fisher's method): how far it lies from the forecast,
 * and how far this error leaves the range of the errors right before it. So neither a noisy stream nor the long tail of an
 * event that has been seen is surprising again. The second is the geometric mean over three spans.
 */
export class SurpriseStream {
  private readonly forecasts = new Forecasts();
  private readonly errors: number[] = [];
  private readonly far: Learn;
  private readonly leaving: { span: number; learn: Learn }[];

  /** With `sides` apart a fall is compared with falls only, so that common rises do not hide it. */
  constructor(sides: 'together' | 'apart' = 'together') {
    const learner = sides === 'apart' ? apart : together;
    this.far = learner();
    this.leaving = SPANS.map((span) => ({ span, learn: learner() }));
  }

  /** The next point: its time in milliseconds, ascending, and its value. */
  next(time: number, value: number): Surprise {
    const expected = this.forecasts.next(time, value);
    if (expected === undefined) return { expected, surprise: 0 };
    const error = value - expected;
    let leaving = 0;
    for (const { span, learn } of this.leaving) leaving += learn(distanceFrom(this.errors, span, error));
    this.errors.push(error);
    if (this.errors.length > LONGEST) this.errors.shift();
    return { expected, surprise: this.far(error) + leaving / SPANS.length };
  }
}

function together(): Learn {
  const tail = new Tail();
  return (distance) => learned(tail, Math.abs(distance));
}

function apart(): Learn {
  const [above, below] = [new Tail(), new Tail()];
  return (distance) => Math.max(learned(above, Math.max(distance, 0)), learned(below, Math.max(-distance, 0)));
}

function learned(tail: Tail, distance: number): number {
  const surprise = tail.surprise(distance);
  tail.add(distance);
  return surprise;
}

/** How far a value lies above or, negative, below the range of the last `span` others; 0 inside. */
function distanceFrom(others: readonly number[], span: number, value: number): number {
  const from = Math.max(0, others.length - span);
  if (from === others.length) return 0;
  let [low, high] = [others[from]!, others[from]!];
  for (let i = from + 1; i < others.length; i++) {
    if (others[i]! < low) low = others[i]!;
    if (others[i]! > high) high = others[i]!;
  }
  return Math.max(value - high, 0) + Math.min(value - low, 0);
}

/** Lets a surprise through only when it is half as likely as any that came before it in the last thirty-second of the stream. */
export class Quiet {
  private readonly peaks: { index: number; surprise: number }[] = [];
  private index = 0;

  /** The surprise, or 0 when it is to stay quiet. */
  next(surprise: number): number {
    const from = this.index - Math.ceil(this.index * QUIET_SHARE);
    while (this.peaks.length > 0 && this.peaks[0]!.index < from) this.peaks.shift();
    const shown = this.peaks.length === 0 || surprise > this.peaks[0]!.surprise + HALF_AS_LIKELY ? surprise : 0;
    while (this.peaks.length > 0 && this.peaks.at(-1)!.surprise <= surprise) this.peaks.pop();
    this.peaks.push({ index: this.index++, surprise });
    return shown;
  }
}

/** A surprise as a score from 0 to 1; one half is where a point begins to be rare. */
export function scoreOfSurprise(surprise: number): number {
  return surprise / (surprise + RARE);
}
