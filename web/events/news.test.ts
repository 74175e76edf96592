/** News are events that the list should show and does not, in whatever order they came in. */
import { describe, expect, test } from 'vitest';
import { hasNews } from './news.ts';

const row = (id: string, hour: number) => ({ id, occurred_at: new Date(Date.UTC(2026, 10, 1, hour)).toISOString() });
const rows = [row('c', 12), row('b', 11), row('a', 10)];

describe('news of a list by occurrence', () => {
  test.each([
    ['nothing came', rows, false],
    ['one came that is newer', [row('d', 13), ...rows], true],
    ['a late one came that belongs between the rows', [row('late', 11), ...rows], true],
    ['a late one came behind newer rows', [row('c', 12), row('late', 11)], true],
    ['a late one came that belongs on a later page', [row('old', 9), ...rows], false],
  ])('%s', (_, received, news) => expect(hasNews(rows, true, received)).toBe(news));

  test('a late one belongs at the end of a list that is whole', () => {
    expect(hasNews(rows, false, [row('old', 9)])).toBe(true);
    expect(hasNews([], false, [row('old', 9)])).toBe(true);
  });
});
