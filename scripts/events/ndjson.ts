/** Reads NDJSON of any size line by line: events as the API takes them, and our own exports. */
import { exportReader } from './export-line.ts';
import type { Line } from './line.ts';

export const MAX_LINE_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/** The lines of a file; of an export of several projects those of `project`. */
export async function* ndjsonLines(chunks: AsyncIterable<Buffer>, project?: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  const readExport = exportReader(project);
  for await (const { number, bytes } of split(chunks)) {
    if (bytes === null) {
      yield { number, code: 'file.line_too_long', message: `longer than ${MAX_LINE_BYTES} bytes` };
      continue;
    }
    const read = parse(decoder, bytes);
    if (read === undefined) continue;
    if ('code' in read) yield { number, ...read };
    else if (number === 1 && Array.isArray(read.value)) throw new Error(ONE_ARRAY);
    else yield { number, ...(readExport(read.value) ?? { text: read.text }) };
  }
}

const ONE_ARRAY = "The file is one JSON array. Write one event a line first: jq -c '.[]' FILE > NEW";
const NOT_UTF8 = 'not UTF-8; files of Excel and older systems often need --encoding windows-1252';

function parse(
  decoder: TextDecoder,
  bytes: Buffer,
): { text: string; value: unknown } | { code: string; message: string } | undefined {
  try {
    const text = decoder.decode(bytes).trim();
    return text === '' ? undefined : { text, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { code: 'file.not_json', message: error.message };
    return { code: 'file.not_utf8', message: NOT_UTF8 };
  }
}

// A line that outgrows the limit is dropped while it is read: memory stays flat whatever the file holds.
async function* split(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ number: number; bytes: Buffer | null }> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > MAX_LINE_BYTES) parts = [];
    else parts.push(part);
  };
  const take = () => {
    const bytes = length > MAX_LINE_BYTES ? null : parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { number: number++, bytes };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
