/** Groups lines into bodies that `POST /v1/events` takes: at most 500 events and 1,048,576 bytes. */
import type { Line } from './ndjson.ts';

export const MAX_EVENTS = 500;
export const MAX_BODY_BYTES = 1_048_576;

export interface Batch {
  body: string;
  /** Line number of each event, in the order of the body. */
  numbers: number[];
}

export type Unreadable = Extract<Line, { code: string }>;

/** Yields full batches; lines that cannot be sent go to `onUnreadable`. */
export async function* batchesOf(
  lines: AsyncIterable<Line>,
  onUnreadable: (line: Unreadable) => void,
): AsyncGenerator<Batch> {
  let texts: string[] = [];
  let numbers: number[] = [];
  let bytes = 0;
  const take = () => {
    const batch = { body: texts.join('\n'), numbers };
    texts = [];
    numbers = [];
    bytes = 0;
    return batch;
  };
  for await (const line of lines) {
    if ('code' in line) {
      onUnreadable(line);
      continue;
    }
    const size = Buffer.byteLength(line.text) + 1;
    if (texts.length === MAX_EVENTS || (texts.length > 0 && bytes + size > MAX_BODY_BYTES)) yield take();
    texts.push(line.text);
    numbers.push(line.number);
    bytes += size;
  }
  if (texts.length > 0) yield take();
}
