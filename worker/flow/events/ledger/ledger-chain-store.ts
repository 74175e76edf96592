/** SQL of a ledger's hash chain as outsiders read it: leaves and heads, from a signed checkpoint on. */
import type { Row } from './ledger-store.ts';

/** A segment without its events. */
export interface ChainLink {
  seq: number;
  n: number;
  received_at: number;
  leaves: ArrayBuffer;
  head: ArrayBuffer;
}

export interface Checkpoint {
  seq: number;
  head: ArrayBuffer;
  at: number;
  signature: ArrayBuffer;
}

/** A stretch of the chain; `anchor` is the head that its first link continues. */
export interface ChainStretch {
  /** Every signed checkpoint, oldest first. */
  checkpoints: Checkpoint[];
  anchor: { seq: number; head: ArrayBuffer };
  links: ChainLink[];
  more: boolean;
}

/** Links of one reply: with their leaves at most a few megabytes. */
const MAX_LEAVES = 10_000;

/** Links from the sequence `after` on; what lies before the last checkpoint is about to be dropped and left out. */
export function readChain(sql: SqlStorage, after: number, limit: number): ChainStretch {
  const checkpoints = readCheckpoints(sql);
  const anchor = anchorAt(sql, after, checkpoints.at(-1));
  const rows = sql
    .exec<Row<ChainLink>>(
      'SELECT seq, n, received_at, leaves, head FROM segments WHERE seq >= ? ORDER BY seq LIMIT ?',
      anchor.seq,
      limit + 1,
    )
    .toArray();
  const links: ChainLink[] = [];
  let leaves = 0;
  for (const row of rows.slice(0, limit)) {
    leaves += row.n;
    if (links.length > 0 && leaves > MAX_LEAVES) break;
    links.push(row);
  }
  return { anchor, links, checkpoints, more: links.length < rows.length };
}

/** The head at a sequence: of the segment that ends there, of the last checkpoint, or zeros at the very start. */
function anchorAt(sql: SqlStorage, at: number, cut: Checkpoint | undefined): { seq: number; head: ArrayBuffer } {
  const before = sql
    .exec<Row<{ seq: number; n: number; head: ArrayBuffer }>>(
      'SELECT seq, n, head FROM segments WHERE seq < ? ORDER BY seq DESC LIMIT 1',
      at,
    )
    .toArray()[0];
  if (before && before.seq + before.n > (cut?.seq ?? 0)) return { seq: before.seq + before.n, head: before.head };
  return cut ? { seq: cut.seq, head: cut.head } : { seq: 0, head: new ArrayBuffer(32) };
}

/** Every signed checkpoint, oldest first: one for each day on which retention dropped segments. */
function readCheckpoints(sql: SqlStorage): Checkpoint[] {
  return sql.exec<Row<Checkpoint>>('SELECT seq, head, at, signature FROM checkpoints ORDER BY seq').toArray();
}
