/** Pure: how rare a distance is among all that were seen before it. */

/** Distances the tail is learned from: the largest twentieth, ten at least. */
const TAIL_SHARE = 0.05;
const TAIL_LEAST = 10;
/** Before this many distances nothing is rare. */
const MIN_DISTANCES = 30;
/** No tail is believed to be thinner than this: Hill's estimate of equal distances would be 0. */
const THINNEST = 0.02;

/**
 * A memory of distances, each 0 or more. Within the bulk a distance is as rare as its rank says. Beyond, the largest ones are
 * taken for a Pareto tail, whose index Hill's estimator gives (Hill, Annals of Statistics 3, 1975), so that a distance ten times
 * any seen before is rarer than one just above them.
 */
export class Tail {
  /** Largest first: the many small ones are appended cheaply. */
  private readonly seen: number[] = [];

  /** −log₁₀ of the chance of a distance this large; 0 for the smallest, and while too few are known. */
  surprise(distance: number): number {
    const n = this.seen.length;
    if (n < MIN_DISTANCES) return 0;
    const above = this.countFrom(distance);
    const k = Math.max(TAIL_LEAST, Math.ceil(TAIL_SHARE * n));
    const edge = this.seen[k]!;
    if (above > k || edge <= 0) return Math.log10((n + 1) / (above + 1));
    let logs = 0;
    for (let i = 0; i < k; i++) logs += Math.log(this.seen[i]! / edge);
    const hill = Math.max(logs / k, THINNEST);
    return Math.log10((n + 1) / (k + 1)) + Math.max(0, Math.log10(distance / edge) / hill);
  }

  add(distance: number): void {
    this.seen.splice(this.countFrom(distance), 0, distance);
  }

  /** How many are at least as large. */
  private countFrom(distance: number): number {
    let [low, high] = [0, this.seen.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.seen[middle]! >= distance) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
