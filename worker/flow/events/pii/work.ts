/**
 * How much looking for personal data one request may cost. Counted in steps of about a tenth of a microsecond, because a Worker has no
 * clock while it computes, and so that the same request always ends the same way.
 */

/** Thrown where a request holds more to look at than it may. */
export class TooDense extends Error {}

/** What one thing costs, in steps; measured by `npm run bench -- hostile`. */
export const COST = {
  /** A text, however short. */
  text: 5,
  /** Looking closely at so many characters. */
  characters: 4,
  /** A name of a field, or a word before a number, that was not met before. */
  name: 30,
  /** An @, the text around it included. */
  at: 30,
  /** A group of digits, and each way in which it could be the beginning of a number. */
  group: 8,
  ending: 6,
  /** A number read by the rules of its country. */
  phone: 200,
  /** A value that was found and replaced. */
  token: 60,
  /** A key that became another one. */
  key: 40,
};

/** Steps of one request: more than 500 orders with two mail addresses, two phones and a browser each take. */
const REQUEST_STEPS = 450_000;

export class Work {
  #left: number;
  readonly #names = new Set<string>();

  constructor(steps = REQUEST_STEPS) {
    this.#left = steps;
  }

  get left(): number {
    return this.#left;
  }

  /** Throws TooDense where nothing is left. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new TooDense();
  }

  /** Reading a name: the first time in a request costs more. What other requests have met does not count. */
  readName(name: string): void {
    if (this.#left === Number.POSITIVE_INFINITY) return;
    this.spend(this.#names.has(name) ? 1 : COST.name);
    this.#names.add(name);
  }
}

/** For what is not of a request: an erasure, a filter. */
export const ANY_WORK = new Work(Number.POSITIVE_INFINITY);
