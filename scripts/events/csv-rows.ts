/** Reads a CSV file row by row, in memory that does not grow with the file. */
import { Readable } from 'node:stream';
import Papa from 'papaparse';

export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  number: number;
  cells: string[];
  /** What is wrong with the row itself. */
  fault?: string;
}

const NOT_UTF8 = 'The file is not UTF-8. Files of Excel and older systems often need --encoding windows-1252.';

/** All rows, the header included; a row that a broken file cuts off is left out, and the file's error thrown behind the others. */
export async function* csvRows(bytes: AsyncIterable<Buffer>, delimiter?: string): AsyncGenerator<Row> {
  let broken: Error | undefined;
  const texts = async function* () {
    try {
      yield* decoded(bytes);
    } catch (error) {
      broken = error as Error;
    }
  };
  let held: Row | undefined;
  for await (const row of parsed(texts(), delimiter)) {
    if (held) yield held;
    held = row;
  }
  if (broken) throw broken;
  if (held) yield held;
}

async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  try {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new Error(NOT_UTF8) : error;
  }
}

type Page = Papa.ParseResult<string[]>;

async function* parsed(texts: AsyncIterable<string>, delimiter?: string): AsyncGenerator<Row> {
  let number = 0;
  for await (const { data, errors } of pagesOf(texts, delimiter)) {
    for (const [at, cells] of data.entries()) {
      number += 1;
      const fault = errors.find(({ type, row }) => type === 'Quotes' && row === at)?.message;
      if (cells.length > 1 || cells[0]!.trim() !== '') yield fault ? { number, cells, fault } : { number, cells };
    }
  }
}

/** The parser calls back for all text it gets, so it gets text only while its rows are being read. */
function pagesOf(texts: AsyncIterable<string>, delimiter?: string): ReadableStream<Page> {
  let wanted = Promise.withResolvers<void>();
  const paced = async function* () {
    for await (const text of texts) {
      await wanted.promise;
      yield text;
    }
  };
  const source = Readable.from(paced(), { highWaterMark: 1 });
  return new ReadableStream<Page>({
    start(controller) {
      Papa.parse<string[], NodeJS.ReadableStream>(source, {
        delimiter: delimiter ?? '',
        chunk(page) {
          wanted = Promise.withResolvers();
          controller.enqueue(page);
        },
        complete: () => controller.close(),
        error: (error) => controller.error(error),
      });
    },
    pull: () => wanted.resolve(),
    cancel: () => void source.destroy(),
  });
}
