/** Writing an export to R2, part by part: bounded in memory, resumable after any part, harmless when two run at once. */

import type { Ctx } from '../../base/context.ts';
import { sha256 } from '../../base/crypto.ts';
import { batch } from '../../base/db.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { newFact } from '../../facts.ts';
import { SOURCES, type Source } from './sources.ts';
import { advanceExport, type ExportKey, type ExportRow, findExport, hasPart, insertPart } from './store.ts';
import type { Position } from './table.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Text of one part: what an isolate holds in memory at most, twice over. */
const PART_CHARACTERS = 4_000_000;
/** Parts of one message; the rest is left to the next one, so that no invocation runs into its limits. */
const PARTS_A_TURN = 24;
const TURN_MS = 60_000;

/** How long a finished export is kept. */
export const EXPORT_DAYS = 7;
const DAY_MS = 86_400_000;

/** Writes the next parts of a running export; answers when it is done, when another run is ahead, or hands over to a new message. */
export async function runExport(job: Job, tenant_id: string, export_id: string): Promise<void> {
  for (let parts = 0; ; parts++) {
    const row = await findExport(job.db, tenant_id, export_id);
    if (row?.status !== 'running') return;
    if (parts === PARTS_A_TURN || Date.now() > job.now + TURN_MS) return await handOver(job, row);
    const source = SOURCES[row.position.source];
    const isAhead = source ? await writePart(job, row, source) : await finish(job, row);
    if (!isAhead) return;
  }
}

async function handOver(job: Job, { tenant_id, id }: ExportRow): Promise<void> {
  const fact = newFact('export.requested', { tenant_id, export_id: id });
  await batch(job.db, [recordFact(job.db, fact, job.now)]);
  await sendFacts(job, [fact]);
}

/** Writes one part and moves on; false when another run did that in the meantime. */
async function writePart(job: Job, row: ExportRow, source: Source): Promise<boolean> {
  const { lines, position } = await gather(job, row, source);
  if (lines.length === 0) return (await batch(job.db, [advanceExport(job.db, row, { position })]))[0] === 1;
  const text = `${lines.join('\n')}\n`;
  const hash = sha256(text);
  const bytes = Buffer.byteLength(text);
  // Named by its content: of two runs that read different pages, each writes its own object.
  const key = `${prefixOf(row)}${String(row.step).padStart(6, '0')}-${source.kind}-${hash.slice(0, 16)}.ndjson`;
  await job.env.ARCHIVE.put(key, text, { httpMetadata: { contentType: 'application/x-ndjson' } });
  const { tenant_id, id: export_id, step } = row;
  const part = { tenant_id, export_id, step, kind: source.kind, key, lines: lines.length, bytes, sha256: hash };
  const counts = { ...row.counts, [source.kind]: (row.counts[source.kind] ?? 0) + lines.length };
  const change = { position, counts, bytes: row.bytes + bytes };
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
  return `exports/${tenant_id}/${id}/`;
}
