/** Reading a list to its end. */
import type { Page } from '../base/api/types.ts';

/** More rows than this are more than a spreadsheet is opened for, and more calls than one press should make. */
export const MAX_ROWS = 10_000;

type Load<T> = (cursor: string | null, limit: number, signal: AbortSignal) => Promise<Page<T>>;

/** All rows of a list, at most MAX_ROWS; `tell` is called with the number of rows so far. */
export async function collect<T>(
  load: Load<T>,
  tell: (count: number) => void,
  signal: AbortSignal,
): Promise<{ rows: T[]; whole: boolean }> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await load(cursor, 200, signal);
    signal.throwIfAborted();
    rows.push(...page.data);
    tell(rows.length);
    cursor = page.next_cursor;
  } while (cursor !== null && rows.length < MAX_ROWS);
  return { rows: rows.slice(0, MAX_ROWS), whole: cursor === null };
}
