/** Opens a file of events: plain or gzipped, in UTF-8 or another encoding, and reports in words what it cannot read. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface OpenFile {
  /** The content, unpacked and in UTF-8; throws where a gzip file breaks. */
  bytes: AsyncIterable<Buffer>;
  /** How much of the file has been read, 0 to 1. */
  share: () => number;
}

/** A file that ends in the middle: what was read before is whole. */
class BrokenFile extends Error {}

/** Opens a file; throws when it is missing, no file, empty, or of a kind that holds no lines. */
export async function openFile(path: string, encoding?: string): Promise<OpenFile> {
  const { size } = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}`);
  });
  const head = await headOf(path);
  if (size === 0) throw new Error(`${path} is empty.`);
  if (head.subarray(0, 4).equals(ZIP)) {
    throw new Error(`${path} is a ZIP archive (Excel workbooks are, too). Unpack it, or save the sheet as CSV.`);
  }
  const file = createReadStream(path);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = isGzip ? unpacked(pipeline(file, createGunzip(), () => {})) : file;
  return { bytes: inUtf8(bytes, decoderOf(encoding)), share: () => file.bytesRead / size };
}

const STRICT = { fatal: true, ignoreBOM: false };
const ZIP = Buffer.from('PK\x03\x04');

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') throw new Error(`${path} is a folder, not a file.`);
    throw error;
  } finally {
    await handle.close();
  }
}

async function* unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    throw new BrokenFile(
      `The file is broken: its gzip data ${code === 'Z_BUF_ERROR' ? 'ends too early' : `is damaged (${message})`}.`,
    );
  }
}

function decoderOf(encoding: string | undefined): TextDecoder | undefined {
  if (!encoding) return undefined;
  try {
    const decoder = new TextDecoder(encoding, STRICT);
    return decoder.encoding === 'utf-8' ? undefined : decoder;
  } catch {
    throw new Error(`${encoding} is no encoding that we know. Examples: utf-8, utf-16le, windows-1252.`);
  }
}

/** UTF-16 is recognised by its first two bytes; any other encoding has to be named. */
async function* inUtf8(chunks: AsyncIterable<Buffer>, named: TextDecoder | undefined): AsyncGenerator<Buffer> {
  let decoder = named;
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) decoder ??= new TextDecoder('utf-16le', STRICT);
    if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) decoder ??= new TextDecoder('utf-16be', STRICT);
    isFirst = false;
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}
