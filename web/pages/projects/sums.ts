/** Pure: what the projects took in today, by currency. Currencies are never added to each other. */
import type { Kpis } from '../../base/api/types.ts';

export interface Sum {
  currency: string;
  value: number;
  previous: number;
  projects: number;
}

/** Net revenue of today and yesterday, the currency of most projects first. */
export function sumsOf(all: Kpis[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { currency, cards } of all) {
    const net = cards.find(({ metric }) => metric === 'net_revenue');
    if (!net) continue;
    const sum = sums.get(currency) ?? { currency, value: 0, previous: 0, projects: 0 };
    sum.value += net.value ?? 0;
    sum.previous += net.previous ?? 0;
    sum.projects += 1;
    sums.set(currency, sum);
  }
  return [...sums.values()].sort(
    (one, other) => other.projects - one.projects || one.currency.localeCompare(other.currency),
  );
}
