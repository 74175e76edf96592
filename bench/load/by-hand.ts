/** The same rows as a Ledger keeps, written by node:sqlite without anything around it: what batches are compared with. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CheckedEvent, checkEvent } from '../../worker/flow/events/ingest/check-event.ts';
import { eventKeys } from '../../worker/flow/events/ingest/event-keys.ts';
import { DIGEST_BYTES, headOf, LEAF_BYTES, prepareAppend } from '../../worker/flow/events/ingest/prepare.ts';
import { CellSums } from '../../worker/flow/events/ledger/cells.ts';
import { insertSegment, LEDGER_STEPS, type Segment } from '../../worker/flow/events/ledger/ledger-store.ts';
import { temporaryFolder } from '../host/bundle.ts';
import { eventAt, type Stream } from './events.ts';

/** The rows of one batch, ready to be bound. */
interface Rows {
  seen: [key: Buffer, digest: Uint8Array, seq: number][];
  segment: Segment;
  cells: (string | number)[][];
}

const SECRET = Buffer.alloc(32, 1).toString('base64');

export interface Wanted {
  count: number;
  size: number;
  /** Sequence of the first event. */
  seq: number;
  stream: Stream;
}

/** The rows that `count` batches of `size` events become, by the Worker's own functions. */
export function rowsOf({ count, size, seq, stream }: Wanted): Rows[] {
  return Array.from({ length: count }, (_, batch) => rowsOfBatch(batch * size, size, seq, stream));
}

function rowsOfBatch(from: number, size: number, start: number, stream: Stream): Rows {
  const now = Date.now();
  const events = Array.from({ length: size }, (_, i) => {
    return checkEvent(eventAt(from + i, stream), { kind: 'secret', now }) as CheckedEvent;
  });
  const append = prepareAppend(events, eventKeys(SECRET, 'prj_by_hand'), 'hash', () => {
    throw new Error('An event of the benchmark was refused.');
  });
  const { salts, leaves, keys, digests, event_types, currencies, amounts } = append;
  const seq = start + from;
  const digest = (i: number) => digests.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES);
  const sums = new CellSums();
  events.forEach(({ occurred_ms }, i) => {
    sums.add(occurred_ms, event_types[i]!, currencies[i]!, amounts[i]!);
  });
  return {
    seen: keys.map((key, i) => [Buffer.from(key), digest(i), seq + i]),
    segment: {
      ...{ seq, received_at: now, from_at: now, to_at: now, n: size, salts, leaves },
      head: headOf(new Uint8Array(LEAF_BYTES), leaves),
      types: `,${[...new Set(event_types)].join(',')},`,
      body: `[${append.bodies.join(',')}]`,
    },
    cells: sums.cells(),
  };
}

/** A ledger's database on disk without a ledger around it. */
export class ByHand {
  readonly #db = new DatabaseSync(join(temporaryFolder('by-hand'), 'ledger.sqlite'));
  readonly #statements: ReturnType<typeof statementsOf>;

  constructor() {
    // As workerd runs an object's database: the log is synced once a commit.
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    for (const step of LEDGER_STEPS) this.#db.exec(step);
    this.#statements = statementsOf(this.#db);
  }

  /** Writes the batches, one transaction each; returns events per second. */
  write(batches: Rows[]): number {
    const { seen, segment, cell } = this.#statements;
    let events = 0;
    const started = performance.now();
    for (const rows of batches) {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const row of rows.seen) seen.run(...row);
      segment(rows.segment);
      for (const row of rows.cells) cell.run(...row);
      this.#db.exec('COMMIT');
      events += rows.seen.length;
    }
    return events / ((performance.now() - started) / 1000);
  }

  close(): void {
    this.#db.close();
  }
}

function statementsOf(db: DatabaseSync) {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const exec = (sql: string, ...values: (string | number | Uint8Array)[]) => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    statement.run(...values);
  };
  return {
    seen: db.prepare('INSERT INTO seen (key, digest, seq) VALUES (?, ?, ?)'),
    segment: (segment: Segment) => insertSegment({ exec } as unknown as SqlStorage, segment),
    cell: db.prepare(
      `INSERT INTO cells (slot, event_type, currency, n, sum, min, max) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = sum + excluded.sum,
         min = min(min, excluded.min), max = max(max, excluded.max)`,
    ),
  };
}
