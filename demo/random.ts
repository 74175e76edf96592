/** Seeded chance: the same seed text gives the same numbers on every machine. */

export interface Dice {
  /** 0 to 1. */
  roll(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** One of the items, the first ones more often when weights say so. */
  pick<T>(items: readonly T[], weights?: readonly number[]): T;
}

/** Dice for a seed (mulberry32 over an FNV-1a hash of the text). */
export function diceOf(seed: string): Dice {
  let state = fnv1a(seed);
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    roll,
    chance: (probability) => roll() < probability,
    between: (low, high) => low + Math.floor(roll() * (high - low + 1)),
    pick: (items, weights) => {
      if (!weights) return items[Math.floor(roll() * items.length)]!;
      let left = roll() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = items.findIndex((_, at) => {
        left -= weights[at] ?? 0;
        return left < 0;
      });
      return items[Math.max(found, 0)]!;
    },
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
