/** Reads NDJSON files of any size line by line, plain or gzipped, and says what it could not read. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** One line of a file: its text, or why it cannot be sent. */
export type Line = { number: number; text: string } | { number: number; code: string; message: string };

export const MAX_LINE_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/** Opens a file; `share()` is how much of it has been read, 0 to 1. */
export async function openNdjson(path: string): Promise<{ lines: AsyncGenerator<Line>; share: () => number }> {
  const { size } = await stat(path);
  const file = createReadStream(path);
  const bytes: Readable = (await isGzip(path)) ? pipeline(file, createGunzip(), () => {}) : file;
  return { lines: checked(split(bytes)), share: () => (size ? file.bytesRead / size : 1) };
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
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

async function* checked(lines: AsyncIterable<{ number: number; bytes: Buffer | null }>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  for await (const { number, bytes } of lines) {
    if (bytes === null) {
      yield { number, code: 'file.line_too_long', message: `longer than ${MAX_LINE_BYTES} bytes` };
      continue;
    }
    try {
      const text = decoder.decode(bytes).trim();
      if (text === '') continue;
      JSON.parse(text);
      yield { number, text };
    } catch (error) {
      const code = error instanceof SyntaxError ? 'file.not_json' : 'file.not_utf8';
      yield { number, code, message: (error as Error).message };
    }
  }
}
