/** Writing an export to R2, part by part: bounded in memory, resumable after any part, harmless when two run at once. */

import type { Ctx } from '../../base/context.ts';
import { sha256 } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { describeError } from '../../base/log.ts';
import { sendFacts } from '../../base/outbox.ts';
import { newFact } from '../../facts.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { countEvents, SOURCES, type Source } from './sources.ts';
import {
  advanceExport,
  claimExport,
  type ExportKey,
  type ExportRow,
  failExport,
  findExport,
  hasPart,
  insertPart,
  listStalled,
  releaseExport,
} from './store.ts';
import type { Position } from './table.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Text of one part: what an isolate holds in memory at most, twice over, and the step in which progress shows. */
const PART_CHARACTERS = 1_000_000;
/** Rest after each page, so that others on the same thread get their turn, appends above all. */
const PAUSE_MS = 5;
/** Parts of one message; the rest is left to the next one, so that no invocation runs into its limits. */
const PARTS_PER_MESSAGE = 96;
const MESSAGE_MS = 60_000;
/** A run that has written no part for this long is taken to be dead, and another may go on. */
const LEASE_MS = 5_000;
const STALLED_PAGE = 100;
/** So many tries in a row that wrote nothing end an export; messages and the minute's job take a few minutes for them. */
const MAX_FAILURES = 8;

/** How long a finished export is kept. */
export const EXPORT_DAYS = 7;

/** Writes the next parts of a running export; returns when it is done, when another run is alive, or hands over to a new message. */
export async function runExport(job: Job, tenant_id: string, export_id: string): Promise<void> {
  const key = { id: export_id, tenant_id };
  const [claimed] = await batch(job.db, [claimExport(job.db, key, iso(Date.now()), leaseFrom(Date.now()))]);
  if (claimed !== 1) return;
  let isHandedOver: boolean;
  try {
    isHandedOver = await writeParts(job, key);
  } catch (error) {
    job.log('error', 'export part not written', { export_id, ...describeError(error) });
    const end = { most: MAX_FAILURES, now: iso(Date.now()), error_code: 'export.failed' };
    await batch(job.db, [failExport(job.db, key, end)]);
    throw error;
  } finally {
    await batch(job.db, [releaseExport(job.db, key)]);
  }
  if (isHandedOver) await sendExports(job, [key]);
}

/** True when there is more to write than one message may. */
async function writeParts(job: Job, { tenant_id, id }: ExportKey): Promise<boolean> {
  for (let parts = 0; ; parts++) {
    const row = await findExport(job.db, tenant_id, id);
    if (row?.status !== 'running') return false;
    if (parts === PARTS_PER_MESSAGE || Date.now() > job.now + MESSAGE_MS) return true;
    if (!isPosition(row.position)) return await fail(job, row);
    const source = SOURCES[row.position.source];
    const isAhead = source ? await writePart(job, row, source) : await finish(job, row);
    if (!isAhead) return false;
  }
}

/** The job that continues exports whose run was lost; returns how many. The row is the truth, the message only a poke. */
export async function resumeExports(job: Job): Promise<number> {
  const stalled = await listStalled(job.db, iso(Date.now()), STALLED_PAGE);
  await sendExports(job, stalled);
  return stalled.length;
}

/** Sends a message for each export without a live run. */
export async function sendExports(job: Pick<Ctx, 'env' | 'log'>, keys: readonly ExportKey[]): Promise<void> {
  await sendFacts(
    job,
    keys.map(({ tenant_id, id: export_id }) => newFact('export.requested', { tenant_id, export_id })),
  );
}

/** An export whose position cannot be read can never continue. */
async function fail(job: Job, row: ExportRow): Promise<false> {
  job.log('error', 'export cannot be read', { export_id: row.id });
  const now = iso(Date.now());
  await batch(job.db, [
    advanceExport(job.db, row, { status: 'failed', finished_at: now, error_code: 'export.unreadable' }),
  ]);
  return false;
}

function isPosition(position: unknown): position is Position {
  const { source, after } = (position ?? {}) as Partial<Position>;
  return Number.isInteger(source) && source! >= 0 && typeof after === 'string';
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The end of a lease that begins now. */
export function leaseFrom(now: number): string {
  return iso(now + LEASE_MS);
}

/** Writes one part and the next position; false when another run did that in the meantime. */
async function writePart(job: Job, row: ExportRow, source: Source): Promise<boolean> {
  const { lines, position } = await gather(job, row, source);
  const total_events = row.total_events ?? (await countEvents(job, row));
  const moved = { position, total_events, lease_until: leaseFrom(Date.now()) };
  if (lines.length === 0) return (await batch(job.db, [advanceExport(job.db, row, moved)]))[0] === 1;
  const text = `${lines.join('\n')}\n`;
  const hash = sha256(text);
  const bytes = Buffer.byteLength(text);
  // Named by its content: of two runs that read different pages, each writes its own object.
  const key = `${prefixOf(row)}${String(row.step).padStart(6, '0')}-${source.kind}-${hash.slice(0, 16)}.ndjson`;
  await job.env.ARCHIVE.put(key, text, { httpMetadata: { contentType: 'application/x-ndjson' } });
  const { tenant_id, id: export_id, step } = row;
  const part = { tenant_id, export_id, step, kind: source.kind, key, lines: lines.length, bytes, sha256: hash };
  const counts = { ...row.counts, [source.kind]: (row.counts[source.kind] ?? 0) + lines.length };
  const change = { ...moved, counts, bytes: row.bytes + bytes };
  const [, advanced] = await batch(job.db, [insertPart(job.db, part), advanceExport(job.db, row, change)]);
  if (advanced === 1) return true;
  if (!(await hasPart(job.db, row, key))) await job.env.ARCHIVE.delete(key);
  return false;
}

/** Reads a source until a part is full or the source ends. */
async function gather(job: Job, row: ExportRow, source: Source): Promise<{ lines: string[]; position: Position }> {
  const lines: string[] = [];
  let { after } = row.position;
  for (let read = 0; read < PART_CHARACTERS; ) {
    const page = await source.read(job, row, after);
    for (const line of page.lines) {
      lines.push(line);
      read += line.length;
    }
    await scheduler.wait(PAUSE_MS);
    if (page.after === null) return { lines, position: { source: row.position.source + 1, after: '' } };
    after = page.after;
  }
  return { lines, position: { source: row.position.source, after } };
}

async function finish(job: Job, row: ExportRow): Promise<boolean> {
  const now = Date.now();
  await batch(job.db, [
    advanceExport(job.db, row, {
      status: 'ready',
      finished_at: new Date(now).toISOString(),
      expires_at: new Date(now + EXPORT_DAYS * DAY_MS).toISOString(),
    }),
  ]);
  return false;
}

/** Where an export's objects lie. */
export function prefixOf({ tenant_id, id }: ExportKey): string {
  return `${prefixOfTenant(tenant_id)}${id}/`;
}

/** Where all exports of a tenant lie. */
export function prefixOfTenant(tenant_id: string): string {
  return `exports/${tenant_id}/`;
}
