/** A list is read to its end, or to where reading stops to make sense. */
import { describe, expect, test } from 'vitest';
import { collect, MAX_ROWS } from './collect.ts';

const pages = (count: number) => async (cursor: string | null, limit: number) => {
  const from = Number(cursor ?? 0);
  const data = Array.from({ length: Math.min(limit, count - from) }, (_, at) => from + at);
  return { data, next_cursor: from + data.length < count ? String(from + data.length) : null };
};

describe('collecting', () => {
  test('gathers every page in order and tells how far it is', async () => {
    const told: number[] = [];
    const { rows, whole } = await collect(pages(450), (count) => told.push(count), new AbortController().signal);
    expect(rows).toEqual(Array.from({ length: 450 }, (_, at) => at));
    expect(whole).toBe(true);
    expect(told).toEqual([200, 400, 450]);
  });

  test('an empty page in the middle is not the end', async () => {
    const load = async (cursor: string | null) =>
      cursor === null ? { data: [] as number[], next_cursor: 'x' } : { data: [1], next_cursor: null };
    expect((await collect(load, () => {}, new AbortController().signal)).rows).toEqual([1]);
  });

  test('stops at the most rows and says that there are more', async () => {
    const { rows, whole } = await collect(pages(MAX_ROWS + 300), () => {}, new AbortController().signal);
    expect(rows).toHaveLength(MAX_ROWS);
    expect(whole).toBe(false);
  });

  test('ends when it is called off', async () => {
    const abort = new AbortController();
    const reading = collect(pages(5000), (count) => count >= 400 && abort.abort(), abort.signal);
    await expect(reading).rejects.toThrow();
  });
});
