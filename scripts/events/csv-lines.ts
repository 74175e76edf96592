/** The rows of a CSV file as events. */
import { type Columns, columnsOf, eventOfRow, type Mapping } from './csv-mapping.ts';
import { csvRows, type Row } from './csv-rows.ts';
import type { Line } from './line.ts';

const DEFAULTS: Mapping = { map: {}, set: {}, types: {}, timezone: 'UTC', decimal: '.' };

export interface CsvOptions {
  /** Found by itself as a rule. */
  delimiter?: string;
  mapping?: Partial<Mapping>;
  /** Called once with the meaning given to each column of the header. */
  onColumns?: (columns: Columns) => void;
}

/** One line for each row below the header, numbered as a spreadsheet counts; throws when header and mapping do not fit. */
export async function* csvLines(
  bytes: AsyncIterable<Buffer>,
  { delimiter, onColumns, ...options }: CsvOptions,
): AsyncGenerator<Line> {
  const mapping = { ...DEFAULTS, ...options.mapping };
  let header: Row | undefined;
  let columns: Columns | undefined;
  for await (const row of csvRows(bytes, delimiter)) {
    if (!header || !columns) {
      header = row;
      columns = columnsOf(row.cells, mapping);
      onColumns?.(columns);
    } else yield lineOf(row, header.cells.length, columns, mapping);
  }
}

function lineOf({ number, cells, fault }: Row, width: number, columns: Columns, mapping: Mapping): Line {
  if (fault) return { number, code: 'file.bad_quotes', message: fault };
  if (cells.length !== width) {
    return { number, code: 'file.bad_row', message: `${cells.length} cells under a header of ${width}` };
  }
  try {
    return { number, text: JSON.stringify(eventOfRow(cells, columns, mapping)) };
  } catch (error) {
    return { number, code: 'file.bad_cell', message: (error as Error).message };
  }
}
