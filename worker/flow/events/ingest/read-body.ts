/** From a request's body to the values in it: JSON or NDJSON, gzip or not, bounded before and after decompression. */
import { z } from '@hono/zod-openapi';
import { AppError } from '../../../base/errors.ts';
import { issuesOf } from '../../../base/issue.ts';
import { MAX_BYTES, MAX_EVENTS } from '../schema.ts';
import type { Rejection } from './check-event.ts';

/** A line of NDJSON that is no JSON, instead of its event. */
export class BrokenLine {
  readonly rejection: Rejection;

  constructor(line: number) {
    this.rejection = { code: 'request.not_json', message: `Line ${line} is not valid JSON.` };
  }
}

/** The values of a body; `bare` when it was one object, whose reply is a status code instead of a list. */
export interface Body {
  values: unknown[];
  bare: boolean;
  /** Of NDJSON: on which line of the body each value is, from 1. */
  lines?: number[];
}

/** Reads and parses the body. Throws 400 not JSON, 413 too large or too many, 415 other content type, 422 `events` is no list. */
export async function readBody(request: Request): Promise<Body> {
  const type = contentType(request.headers.get('content-type'));
  const text = await readText(request);
  const body = type === 'ndjson' ? parseLines(text) : parseJson(text);
  if (body.values.length > MAX_EVENTS) {
    throw new AppError(
      'too_large',
      'events.too_many',
      `A request may hold ${MAX_EVENTS} events; this one has ${body.values.length}.`,
    );
  }
  return body;
}

function contentType(header: string | null): 'json' | 'ndjson' {
  const [type, ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') {
    if (type === 'application/json') return 'json';
    if (type === 'application/x-ndjson' || type === 'application/ndjson') return 'ndjson';
  }
  const message = 'Send application/json or application/x-ndjson in UTF-8.';
  throw new AppError('unsupported', 'request.unsupported_type', message);
}

async function readText(request: Request): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > MAX_BYTES) throw tooLarge();
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase();
  if (encoding === undefined || encoding === 'identity') {
    // A declared length was checked above, so only a chunked body needs counting as it arrives.
    if (declared > 0) return decode(new Uint8Array(await request.arrayBuffer()));
    return decode(await collect(request.body));
  }
  if (encoding !== 'gzip') {
    throw new AppError('unsupported', 'request.unsupported_encoding', 'Content-Encoding may be gzip or absent.');
  }
  const packed = (await collect(request.body)) as Uint8Array<ArrayBuffer>;
  try {
    return decode(await collect(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', 'request.not_gzip', 'The body is not valid gzip.');
  }
}

/** Reads a stream to its end, giving up as soon as it is over the limit: a gzip bomb is never unpacked whole. */
async function collect(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (!stream) return new Uint8Array(0);
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return chunks.length === 1 ? chunks[0]! : new Uint8Array(Buffer.concat(chunks, length));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) throw tooLarge();
  try {
    return utf8.decode(bytes);
  } catch {
    throw new AppError('invalid', 'request.not_utf8', 'The body is not valid UTF-8.');
  }
}

function parseJson(text: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'request.not_json', 'The body is not valid JSON.');
  }
  if (Array.isArray(value)) return { values: value, bare: false };
  const isList = typeof value === 'object' && value !== null && 'events' in value && !('event_type' in value);
  return isList ? { values: eventsOf(value), bare: false } : { values: [value], bare: true };
}

const EventList = z.object({ events: z.array(z.unknown(), 'takes a list of events: {"events":[…]}') }).strict();

function eventsOf(value: unknown): unknown[] {
  const list = EventList.safeParse(value);
  if (list.success) return list.data.events;
  const errors = issuesOf(list.error, { value, names: ['events'] });
  const message = `${errors[0]!.path.slice(0, 100)}: ${errors[0]!.message}`;
  throw new AppError('unprocessable', 'request.invalid', message, { errors });
}

/** One value a line; a broken line is one of them, but a body without any JSON in it is no NDJSON. */
function parseLines(text: string): Body {
  const values: unknown[] = [];
  const lines: number[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    lines.push(i + 1);
    try {
      values.push(JSON.parse(line));
    } catch {
      values.push(new BrokenLine(i + 1));
    }
  });
  const [first] = values;
  if (first instanceof BrokenLine && values.every((value) => value instanceof BrokenLine)) {
    throw new AppError('invalid', 'request.not_json', first.rejection.message);
  }
  return { values, bare: false, lines };
}

function tooLarge(): AppError {
  return new AppError('too_large', 'request.too_large', 'A body may have 1,048,576 bytes, also after decompression.');
}
