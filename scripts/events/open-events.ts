/** Opens a file of events of any kind that we read: NDJSON, our own exports, CSV. */
import { type CsvOptions, csvLines } from './csv-lines.ts';
import type { Line } from './line.ts';
import { ndjsonLines } from './ndjson.ts';
import { openFile } from './open-file.ts';

export interface ReadOptions extends CsvOptions {
  /** Of an export of several projects, the one whose events are meant. */
  project?: string;
  /** For files that are neither UTF-8 nor say that they are UTF-16. */
  encoding?: string;
}

export interface EventFile {
  lines: AsyncGenerator<Line>;
  /** How much of the file has been read, 0 to 1. */
  share: () => number;
}

/** Whether a file is read as CSV: by its name. */
export function isCsv(path: string): boolean {
  return /\.(csv|tsv|tab)(\.gz)?$/i.test(path);
}

/** Opens a file; throws in words when it cannot be read at all. */
export async function openEvents(path: string, options: ReadOptions = {}): Promise<EventFile> {
  const { bytes, share } = await openFile(path, options.encoding);
  if (!isCsv(path)) return { lines: ndjsonLines(bytes, options.project), share };
  return { lines: csvLines(bytes, options), share };
}
