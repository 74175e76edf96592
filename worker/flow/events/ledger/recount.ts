/** Comparing a ledger's cells with a recount of its raw events, in one transaction. */

import { firstWholeSlot, type RecountedCell, readCells, recountCells, replaceCell } from './ledger-upkeep-store.ts';
import { firstWholeDay, readDays, recountDays, replaceDay, type UsedDay, usedDays } from './ledger-usage-store.ts';

interface Amounts {
  n: number;
  sum: number;
  min: number;
  max: number;
}

/** A cell that was wrong: what stood there and what was put there. */
export interface CellDifference {
  slot: number;
  event_type: string;
  currency: string;
  found: Amounts;
  expected: Amounts;
}

/** Cells that were wrong of one reply: with the longest names a few hundred kilobytes. */
const MAX_TOLD = 1_000;

/**
 * Recounts slots `[from, to)`, replaces the cells that differ and returns the first of them and all of their `slots`; slots whose raw events retention may have
 * dropped are left unchanged. Run it in a transaction.
 */
export function healCells(
  sql: SqlStorage,
  first: number,
  to: number,
): { checked: number; healed: number; differences: CellDifference[]; slots: number[] } {
  const from = Math.max(first, firstWholeSlot(sql));
  if (from >= to) return { checked: 0, healed: 0, differences: [], slots: [] };
  const keyOf = (cell: RecountedCell) => `${cell.slot} ${cell.currency} ${cell.event_type}`;
  const found = new Map(readCells(sql, from, to).map((cell) => [keyOf(cell), cell]));
  const expected = new Map(recountCells(sql, from, to).map((cell) => [keyOf(cell), cell]));
  const differences: CellDifference[] = [];
  const slots = new Set<number>();
  let healed = 0;
  for (const key of new Set([...found.keys(), ...expected.keys()])) {
    const known = found.get(key);
    const counted = expected.get(key) ?? { ...known!, n: 0, sum: 0, min: 0, max: 0 };
    const { slot, event_type, currency, n, sum, min, max } = counted;
    if (known && known.n === n && known.sum === sum && known.min === min && known.max === max) continue;
    replaceCell(sql, counted);
    slots.add(slot);
    if (++healed > MAX_TOLD) continue;
    differences.push({
      slot,
      event_type,
      currency,
      found: { n: known?.n ?? 0, sum: known?.sum ?? 0, min: known?.min ?? 0, max: known?.max ?? 0 },
      expected: { n, sum, min, max },
    });
  }
  return { checked: expected.size, healed, differences, slots: [...slots] };
}

/** After every day that can be compared. */
const NEVER = '9999-12-31';

/** A UTC day whose usage was wrong: what it came to, and what it comes to now. */
export interface DayDifference {
  date: string;
  found: number;
  expected: number;
}

/**
 * Recounts the usage of UTC days `[from, to]` from the segments and replaces what is remembered otherwise; `from` of the reply is
 * the first day that could be counted. Run it in a transaction.
 */
export function healDays(
  sql: SqlStorage,
  asked: { from: string; to: string; end: number },
): { from: string; days: UsedDay[]; differences: DayDifference[] } {
  const { to, end } = asked;
  const from = firstWholeDay(sql, asked.from, end);
  if (from === undefined) return { from: NEVER, days: [], differences: [] };
  const days = recountDays(sql, from, to);
  const before = new Map(usedDays(sql, 0, end).map(({ date, quantity }) => [date, quantity]));
  const known = new Map(readDays(sql, from).map(({ date, seq }) => [date, seq]));
  const due = new Map(days.map(({ date, seq }) => [date, seq]));
  const wrong = [...new Set([...known.keys(), ...due.keys()])].filter((date) => known.get(date) !== due.get(date));
  for (const date of wrong) replaceDay(sql, date, due.get(date));
  const quantities = new Map(days.map(({ date, quantity }) => [date, quantity]));
  const differences = wrong.map((date) => ({
    date,
    found: before.get(date) ?? 0,
    expected: quantities.get(date) ?? 0,
  }));
  return { from, days: days.map(({ date, quantity }) => ({ date, quantity })), differences };
}
