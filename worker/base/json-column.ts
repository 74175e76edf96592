/** A column of JSON whose rows stay readable when one of them is broken: that one reads as `unreadable`. */
import { customType } from 'drizzle-orm/sqlite-core';

/** `unreadable` must be safe in place of the true value: it opens nothing and matches nothing. */
export function jsonColumn<T>(unreadable: T) {
  return customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (text) => {
      try {
        return JSON.parse(text) as T;
      } catch {
        return unreadable;
      }
    },
  })();
}

/** Whether a column holds JSON. */
export function isJsonColumn({ columnType }: { columnType: string }): boolean {
  return columnType === 'SQLiteCustomColumn';
}
