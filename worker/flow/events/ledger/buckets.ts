/** Token buckets across evictions: kept with the ledger's state, caught up from the events that came after. */

import { sourceCode } from '../event-types.ts';
import type { Bucket } from '../ingest/token-bucket.ts';
import type { Progress } from './commit-group.ts';
import { type LedgerState, sourcesSince } from './ledger-store.ts';

/** What to save of the buckets. */
export function keepBuckets({ buckets, end }: Progress): Pick<LedgerState, 'buckets' | 'buckets_seq'> {
  return { buckets: JSON.stringify(Object.fromEntries(buckets)), buckets_seq: end.seq };
}

/** The buckets as they were saved, less a token for each event since. */
export function restoreBuckets(sql: SqlStorage, state: LedgerState | undefined): Map<string, Bucket> {
  const buckets = new Map<string, Bucket>(state ? savedBuckets(state) : []);
  for (const { source, n, at } of state ? sourcesSince(sql, state.buckets_seq) : []) {
    const bucket = buckets.get(sourceCode(source)) ?? { spent: 0, at };
    buckets.set(sourceCode(source), { spent: bucket.spent + n, at: bucket.at });
  }
  return buckets;
}

/** Buckets that cannot be read begin full: a limit that is too kind for a minute does less harm than a ledger that is gone. */
function savedBuckets({ buckets }: LedgerState): [string, Bucket][] {
  try {
    const saved = Object.entries((JSON.parse(buckets) ?? {}) as Record<string, Bucket>);
    return saved.filter(([, bucket]) => Number.isFinite(bucket?.spent) && Number.isFinite(bucket.at));
  } catch {
    return [];
  }
}
