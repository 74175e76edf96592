/** Rows of results, as a table for people or as one JSON object a line. */

export interface Row {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  /** What ran beside it; `ratio` is ours divided by its value, in the same unit. */
  against?: string;
  ratio?: number;
}

/** A short way to make the rows of one benchmark. */
export function rowsOfBench(bench: string) {
  return (metric: string, value: number, unit: string, beside: Pick<Row, 'against' | 'ratio'> = {}): Row => {
    return { bench, metric, value, unit, ...beside };
  };
}

/** Prints one row. */
export function print(row: Row, json: boolean): void {
  const { value, ratio } = row;
  if (json) {
    console.log(
      JSON.stringify({ ...row, value: rounded(value), ...(ratio === undefined ? {} : { ratio: rounded(ratio) }) }),
    );
    return;
  }
  const beside = row.against === undefined ? '' : `${(ratio ?? 0).toFixed(3)} × ${row.against}`;
  console.log(`${row.metric.padEnd(34)} ${shown(value).padStart(12)}  ${row.unit.padEnd(18)} ${beside}`.trimEnd());
}

function shown(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(rounded(value));
}

/** Four digits are more than any of this repeats to. */
function rounded(value: number): number {
  return value >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}
