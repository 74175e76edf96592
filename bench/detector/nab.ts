/** The score of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015): early detections count, false ones cost. */

/** A scored stream: when each point was, its anomaly score, and the labelled windows as first and last index. */
export interface ScoredStream {
  scores: number[];
  windows: [number, number][];
}

/** What a detection, a false one and a missed window weigh. */
interface Profile {
  hit: number;
  false: number;
  miss: number;
}

/** The three profiles of the benchmark. */
export const PROFILES = {
  standard: { hit: 1, false: 0.11, miss: 1 },
  low_fp: { hit: 1, false: 0.22, miss: 1 },
  low_fn: { hit: 1, false: 0.11, miss: 2 },
} as const;

interface Verdict {
  score: number;
  /** Names the window it lies in; undefined outside of all. */
  window: string | undefined;
  weight: number;
}

/** The best score that one threshold over all streams reaches (0: nothing detected, 100: perfect), and that threshold. */
export function nabScore(streams: ScoredStream[], profile: Profile): { score: number; threshold: number } {
  const verdicts = streams.flatMap(verdictsOf).sort((a, b) => b.score - a.score);
  const windows = streams.reduce((sum, stream) => sum + stream.windows.length, 0);
  const misses = profile.miss * windows;
  const perfect = (profile.hit + profile.miss) * windows;
  const found = new Map<string, number>();
  let sum = -misses;
  let best = { sum, threshold: 1.1 };
  for (const [i, { score, window, weight }] of verdicts.entries()) {
    const before = window === undefined ? undefined : found.get(window);
    if (window === undefined) sum += profile.false * weight;
    else if (before === undefined) sum += profile.miss + profile.hit * weight;
    else if (weight > before) sum += profile.hit * (weight - before);
    if (window !== undefined && (before === undefined || weight > before)) found.set(window, weight);
    if (verdicts[i + 1]?.score !== score && sum > best.sum) best = { sum, threshold: score };
  }
  return { score: (100 * (best.sum + misses)) / perfect, threshold: best.threshold };
}

/** What one stream gains over detecting nothing at a threshold; perfect is hit + miss for each window. */
export function nabGain(stream: ScoredStream, profile: Profile, threshold: number): number {
  const found = new Map<string, number>();
  let gain = 0;
  for (const { score, window, weight } of verdictsOf(stream, 0)) {
    if (score < threshold) continue;
    if (window === undefined) gain += profile.false * weight;
    else found.set(window, Math.max(weight, found.get(window) ?? -1));
  }
  for (const weight of found.values()) gain += profile.miss + profile.hit * weight;
  return gain;
}

/** The score when every stream is judged at the threshold that is best for all the others. */
export function nabLeftOut(streams: ScoredStream[], profile: Profile): number {
  const windows = streams.reduce((sum, stream) => sum + stream.windows.length, 0);
  const gains = streams.map((stream) => {
    const others = streams.filter((other) => other !== stream);
    return nabGain(stream, profile, nabScore(others, profile).threshold);
  });
  return (100 * gains.reduce((sum, gain) => sum + gain, 0)) / (windows * (profile.hit + profile.miss));
}

/** Every point after the probation, the first 15 % and 750 points at most, with what it is worth when it is called anomalous. */
function verdictsOf({ scores, windows }: ScoredStream, stream: number): Verdict[] {
  const verdicts: Verdict[] = [];
  const probation = Math.min(Math.floor(0.15 * scores.length), 750);
  let next = 0;
  for (let i = probation; i < scores.length; i++) {
    while (next < windows.length && windows[next]![1] < i) next++;
    const [from, to] = windows[next] ?? [scores.length, scores.length];
    const inside = i >= from;
    const weight = inside ? sigmoid((i - to - 1) / (to - from + 1)) / sigmoid(-1) : costOf(i, windows[next - 1]);
    verdicts.push({ score: scores[i]!, window: inside ? `${stream}/${next}` : undefined, weight });
  }
  return verdicts;
}

/** A false alarm costs less right after a window. */
function costOf(index: number, before: [number, number] | undefined): number {
  return before === undefined ? -1 : sigmoid((index - before[1]) / (before[1] - before[0] || 1));
}

function sigmoid(x: number): number {
  return x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
}
