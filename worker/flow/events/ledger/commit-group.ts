/** One transaction of a ledger: decides over the events of all appends that wait, then writes what is new. */

import { prefixLength } from '../event-types.ts';
import { type Append, DIGEST_BYTES, hashedKey, headOf, LEAF_BYTES, SALT_BYTES } from '../ingest/prepare.ts';
import { type Bucket, type Rate, refill, secondsUntil } from '../ingest/token-bucket.ts';
import { type Cell, CellSums } from './cells.ts';
import { renameKeys } from './ledger-erasure-store.ts';
import { addToCells, BLOCK, closeBlock, findSeen, insertSeen, insertSegment } from './ledger-store.ts';

/** Most characters of one segment's events. */
const SEGMENT_CHARACTERS = 600_000;

/** What became of one event. */
export const ACCEPTED = 0;
export const DUPLICATE = 1;
export const CONFLICT = 2;
export const OVER_LIMIT = 3;

/** One append as it waits for its transaction. */
export interface Order {
  append: Append;
  rate: Rate;
}

/** The reply to one order. With `retry_after` (seconds) nothing of it was written. */
export interface Outcome {
  statuses: number[];
  /** Sequence in the ledger, for duplicates that of the first event; -1 for refused events. */
  seqs: number[];
  retry_after?: number;
  /** Events that the fullest source of the order may still send at once. */
  left: number;
}

/** The ledger's end: the next sequence, the chain's head, the time of the last receipt. */
export interface End {
  seq: number;
  head: Uint8Array;
  received_at: number;
}

/** What the ledger holds in memory and must take over once the transaction has committed. */
export interface Progress {
  end: End;
  buckets: Map<string, Bucket>;
}

export interface Moment {
  now: number;
  /** Events that may still be accepted under the tenant's hard limit. */
  allowance: number;
  /** The key of hashed idempotency keys, where erasing has hashed some that were stored in clear. */
  hidden?: Uint8Array;
}

export interface GroupResult extends Progress {
  outcomes: Outcome[];
  slots: number[];
}

/** An accepted event: the entry `i` of an append. */
interface Entry {
  append: Append;
  i: number;
}

/** Appends all orders inside the caller's transaction. `before` is not changed; the result replaces it after the commit. */
export function commitGroup(sql: SqlStorage, before: Progress, orders: Order[], moment: Moment): GroupResult {
  const group = new Group(sql, before, orders, moment);
  const outcomes = orders.map((order) => group.decide(order));
  return { outcomes, ...group.write() };
}

class Group {
  readonly #sql: SqlStorage;
  readonly #before: Progress;
  readonly #now: number;
  readonly #seen = new Map<string, { digest: Uint8Array; seq: number }>();
  readonly #buckets: Map<string, Bucket>;
  readonly #accepted: Entry[] = [];
  #allowance: number;

  constructor(sql: SqlStorage, before: Progress, orders: Order[], { now, allowance, hidden }: Moment) {
    this.#sql = sql;
    this.#before = before;
    this.#now = Math.max(now, before.end.received_at);
    this.#buckets = new Map(before.buckets);
    this.#allowance = allowance;
    const keys = orders.length === 1 ? orders[0]!.append.keys : orders.flatMap((order) => order.append.keys);
    for (const { i, digest, seq } of findSeen(sql, keys)) {
      this.#seen.set(keys[i]!, { digest: new Uint8Array(digest), seq });
    }
    if (hidden) this.#findHidden(orders, hidden);
    this.#findFormer(orders);
  }

  /** Keys with personal data that were stored in clear before they were hashed: found here, and hashed from now on. */
  #findFormer(orders: Order[]): void {
    const former = orders.flatMap(({ append }) =>
      // An isolate of the version before may send none.
      (append.former_keys ?? []).map(([i, key]) => ({ clear: key, hashed: append.keys[i]! })),
    );
    if (former.length === 0) return;
    const clear = former.map((one) => one.clear);
    const found = findSeen(this.#sql, clear);
    for (const { i, digest, seq } of found) this.#seen.set(former[i]!.hashed, { digest: new Uint8Array(digest), seq });
    renameKeys(
      this.#sql,
      found.map(({ i, seq }) => [clear[i]!, former[i]!.hashed, seq]),
    );
  }

  /** Keys of erased events are known by their hashes alone. */
  #findHidden(orders: Order[], secret: Uint8Array): void {
    const unknown: string[] = [];
    const hashed: string[] = [];
    for (const { append } of orders) {
      for (const key of append.keys) {
        const at = prefixLength(key);
        if (this.#seen.has(key) || key[at] === '#') continue;
        unknown.push(key);
        hashed.push(key.slice(0, at) + hashedKey(key.slice(at), secret));
      }
    }
    for (const { i, digest, seq } of findSeen(this.#sql, hashed)) {
      this.#seen.set(unknown[i]!, { digest: new Uint8Array(digest), seq });
    }
  }

  /** Validated events in, verdicts out; duplicates first, then the rate, then the hard limit. */
  decide({ append, rate }: Order): Outcome {
    const outcome: Outcome = { statuses: [], seqs: [], left: 0 };
    const fresh: number[] = [];
    const firsts = new Map<string, number>();
    let repeats = false;
    for (let i = 0; i < append.keys.length; i++) {
      const key = append.keys[i]!;
      const first = firsts.get(key);
      const seen = this.#seen.get(key);
      if (seen) this.#repeat(outcome, i, sameDigest(append.digests, i, seen.digest, 0), seen.seq);
      else if (first !== undefined) {
        // Its sequence is known only when that of the first one is: `settle` fills it in.
        repeats = true;
        this.#repeat(outcome, i, sameDigest(append.digests, i, append.digests, first), -1);
      } else {
        firsts.set(key, i);
        fresh.push(i);
      }
    }
    const { retry_after, left } = this.#spend(append, fresh, rate);
    if (retry_after > 0) return { statuses: [], seqs: [], retry_after, left };
    outcome.left = left;
    for (const i of fresh) this.#accept(outcome, append, i);
    if (repeats) this.#settle(outcome, append, firsts);
    return outcome;
  }

  #repeat(outcome: Outcome, i: number, same: boolean, seq: number): void {
    outcome.statuses[i] = same ? DUPLICATE : CONFLICT;
    outcome.seqs[i] = seq;
  }

  /** Repeats within one request get the outcome of the first: its sequence, or the limit that refused it. */
  #settle(outcome: Outcome, append: Append, firsts: Map<string, number>): void {
    for (let i = 0; i < append.keys.length; i++) {
      const first = firsts.get(append.keys[i]!);
      if (first === undefined || first === i) continue;
      outcome.seqs[i] = outcome.seqs[first]!;
      if (outcome.statuses[first] === OVER_LIMIT) outcome.statuses[i] = OVER_LIMIT;
    }
  }

  #accept(outcome: Outcome, append: Append, i: number): void {
    if (this.#allowance <= 0) {
      outcome.statuses[i] = OVER_LIMIT;
      outcome.seqs[i] = -1;
      return;
    }
    this.#allowance -= 1;
    const seq = this.#before.end.seq + this.#accepted.length;
    this.#accepted.push({ append, i });
    this.#seen.set(append.keys[i]!, { digest: digestAt(append, i), seq });
    outcome.statuses[i] = ACCEPTED;
    outcome.seqs[i] = seq;
  }

  /** Takes a token for each event from its source's bucket, or none where one of them lacks some: then with the seconds to wait. */
  #spend(append: Append, fresh: number[], rate: Rate): { retry_after: number; left: number } {
    const wanted = new Map<string, number>();
    for (const source of append.sources) if (!wanted.has(source)) wanted.set(source, 0);
    for (const i of fresh) {
      const source = append.sources[i]!;
      wanted.set(source, wanted.get(source)! + 1);
    }
    const after = [...wanted].map(([source, n]) => ({
      source,
      n,
      bucket: refill(this.#buckets.get(source), rate, this.#now),
    }));
    const retry_after = Math.max(0, ...after.map(({ n, bucket }) => secondsUntil(bucket, rate, n)));
    let left = rate.burst;
    for (const { source, n, bucket } of after) {
      const spent = retry_after > 0 ? bucket.spent : bucket.spent + n;
      left = Math.min(left, rate.burst - spent);
      if (retry_after === 0 && n > 0) this.#buckets.set(source, { spent, at: bucket.at });
    }
    return { retry_after, left };
  }

  /** Writes what was accepted: keys, segments, cells, and the index of blocks that are now full. */
  write(): Omit<GroupResult, 'outcomes'> {
    const accepted = this.#accepted;
    let { end } = this.#before;
    if (accepted.length === 0) return { end, buckets: this.#buckets, slots: [] };
    const keys = accepted.map(({ append, i }) => append.keys[i]!);
    insertSeen(
      this.#sql,
      keys,
      gather(accepted, DIGEST_BYTES, (append) => append.digests),
      end.seq,
    );
    for (const part of partsOf(accepted)) end = this.#writeSegment(part, end);
    const cells = cellsOf(accepted);
    addToCells(this.#sql, cells);
    return { end, buckets: this.#buckets, slots: cells.map(([slot]) => slot) };
  }

  #writeSegment(part: Entry[], end: End): End {
    const leaves = gather(part, LEAF_BYTES, (append) => append.leaves);
    const head = headOf(end.head, leaves);
    const occurred = part.map(({ append, i }) => append.occurred_ms[i]!);
    insertSegment(this.#sql, {
      seq: end.seq,
      received_at: this.#now,
      from_at: Math.min(...occurred),
      to_at: Math.max(...occurred),
      n: part.length,
      types: `,${[...new Set(part.map(({ append, i }) => append.event_types[i]!))].join(',')},`,
      head,
      salts: gather(part, SALT_BYTES, (append) => append.salts),
      leaves,
      body: `[${part.map(({ append, i }) => append.bodies[i]!).join(',')}]`,
    });
    const seq = end.seq + part.length;
    const block = Math.floor(end.seq / BLOCK);
    if (Math.floor(seq / BLOCK) > block) closeBlock(this.#sql, block);
    return { seq, head, received_at: this.#now };
  }
}

/** Cuts events into segments that fit a row of 2 MB, counted as if every character took three bytes. */
function partsOf(accepted: Entry[]): Entry[][] {
  const parts: Entry[][] = [];
  let room = 0;
  for (const entry of accepted) {
    const size = entry.append.bodies[entry.i]!.length;
    if (size > room || parts.length === 0) {
      parts.push([]);
      room = SEGMENT_CHARACTERS;
    }
    room -= size;
    parts.at(-1)!.push(entry);
  }
  return parts;
}

function cellsOf(accepted: Entry[]): Cell[] {
  const sums = new CellSums();
  for (const { append, i } of accepted) {
    sums.add(append.occurred_ms[i]!, append.event_types[i]!, append.currencies[i]!, append.amounts[i]!);
  }
  return sums.cells();
}

function digestAt(append: Append, i: number): Uint8Array {
  return append.digests.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES);
}

function sameDigest(a: Uint8Array, i: number, b: Uint8Array, j: number): boolean {
  for (let k = 0; k < DIGEST_BYTES; k++) if (a[i * DIGEST_BYTES + k] !== b[j * DIGEST_BYTES + k]) return false;
  return true;
}

/** The accepted events' parts of a column of fixed width. */
function gather(accepted: Entry[], width: number, column: (append: Append) => Uint8Array): Uint8Array {
  const first = accepted[0]!.append;
  if (accepted.length === first.keys.length && accepted.every(({ append }) => append === first)) return column(first);
  const gathered = new Uint8Array(accepted.length * width);
  accepted.forEach(({ append, i }, at) => {
    gathered.set(column(append).subarray(i * width, (i + 1) * width), at * width);
  });
  return gathered;
}
