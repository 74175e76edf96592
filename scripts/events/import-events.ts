/** The importer: lines in, batches out with a few requests in flight, counts and first rejections kept. */
import { batchesOf } from './batches.ts';
import type { Line } from './line.ts';
import { type BatchReply, sendBatch, type Target } from './send.ts';

const KEPT_REJECTIONS = 10;

export interface Rejection {
  line: number;
  code: string;
  message: string;
}

export interface ImportSummary {
  read: number;
  accepted: number;
  duplicates: number;
  /** Refused by the server, conflicts included. */
  rejected: number;
  /** Same key as an event already there, other content. */
  conflicts: number;
  /** Lines that were not sent: not JSON, not UTF-8, too long, cells that do not fit. */
  unreadable: number;
  /** Lines of an export that are no events, by what they are. */
  skipped: Record<string, number>;
  /** The first rejections and unreadable lines, by line number. */
  rejections: Rejection[];
  seconds: number;
  /** Why the import ended early, if it did; what was sent before counts. */
  stopped?: string;
}

export interface ImportOptions extends Target {
  concurrency?: number;
  onProgress?: (summary: ImportSummary) => void;
}

/** Sends all lines; order does not matter to the server, so batches overtake each other. */
export async function importEvents(options: ImportOptions, lines: AsyncIterable<Line>): Promise<ImportSummary> {
  const started = performance.now();
  const summary = emptySummary();
  const batches = batchesOf(lines, (line) => setAside(summary, line));
  const stop = new AbortController();
  const send = (body: string) =>
    sendBatch(options, body, stop.signal).catch((error) => {
      stop.abort(error);
      throw error;
    });
  const lane = async () => {
    for await (const { body, numbers } of batches) {
      count(summary, numbers, await send(body));
      summary.seconds = (performance.now() - started) / 1000;
      options.onProgress?.(summary);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: options.concurrency ?? 4 }, lane));
  const failed = lanes.find((ended) => ended.status === 'rejected');
  if (failed) summary.stopped = ((stop.signal.reason ?? failed.reason) as Error).message;
  summary.seconds = (performance.now() - started) / 1000;
  return summary;
}

/** A summary to count in. */
export function emptySummary(): ImportSummary {
  const counts = { read: 0, accepted: 0, duplicates: 0, rejected: 0, conflicts: 0, unreadable: 0 };
  return { ...counts, skipped: {}, rejections: [], seconds: 0 };
}

/** Counts a line that is not sent. */
export function setAside(summary: ImportSummary, line: Exclude<Line, { text: string }>): void {
  if ('skipped' in line) {
    summary.skipped[line.skipped] = (summary.skipped[line.skipped] ?? 0) + 1;
    return;
  }
  summary.read++;
  summary.unreadable++;
  keepFirst(summary.rejections, { line: line.number, code: line.code, message: line.message });
}

function count(summary: ImportSummary, numbers: number[], reply: BatchReply): void {
  summary.read += numbers.length;
  summary.accepted += reply.accepted;
  summary.duplicates += reply.duplicates;
  summary.rejected += reply.rejected;
  if (reply.rejected === 0) return;
  for (const { index, status, code, message } of reply.results) {
    if (status === 'conflict') summary.conflicts++;
    if (status === 'accepted' || status === 'duplicate') continue;
    keepFirst(summary.rejections, { line: numbers[index] ?? 0, code: code ?? status, message: message ?? '' });
  }
}

/** Keeps the first rejections of a file, whatever the order in which they come. */
export function keepFirst(kept: Rejection[], rejection: Rejection): void {
  if (kept.length === KEPT_REJECTIONS && rejection.line > kept.at(-1)!.line) return;
  kept.push(rejection);
  kept.sort((a, b) => a.line - b.line);
  if (kept.length > KEPT_REJECTIONS) kept.pop();
}
