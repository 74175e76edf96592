/** Groups lines into bodies that `POST /v1/events` takes: at most 500 events and 1,048,576 bytes. */
import type { Line } from './line.ts';

export const MAX_EVENTS = 500;
export const MAX_BODY_BYTES = 1_048_576;

export interface Batch {
  body: string;
  /** Line number of each event, in the order of the body. */
  numbers: number[];
}

/** Yields full batches; lines that are not sent go to `onOther`. What was read before an error is yielded before it is thrown. */
export async function* batchesOf(
  lines: AsyncIterable<Line>,
  onOther: (line: Exclude<Line, { text: string }>) => void,
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
  let failure: unknown;
  try {
    for await (const line of lines) {
      if (!('text' in line)) {
        onOther(line);
        continue;
      }
      const size = Buffer.byteLength(line.text) + 1;
      if (texts.length === MAX_EVENTS || (texts.length > 0 && bytes + size > MAX_BODY_BYTES)) yield take();
      texts.push(line.text);
      numbers.push(line.number);
      bytes += size;
    }
  } catch (error) {
    failure = error;
  }
  if (texts.length > 0) yield take();
  if (failure) throw failure;
}
