/** Pure: a list of notifications, newest first, brought up to date by its first page as it is now. */
import type { Notification, Page } from '../../base/api/types.ts';
import { LEVELS } from '../../parts/data/severity.tsx';

/** Notifications by id, as they are since the list was read. */
export type News = ReadonlyMap<string, Notification>;

/** Where a row stands among the unread ones: what is severe first, then the newest. */
const isBefore = (a: Notification, b: Notification) => {
  const [rank, other] = [LEVELS.indexOf(a.severity), LEVELS.indexOf(b.severity)];
  return rank < other || (rank === other && a.id >= b.id);
};

/**
 * What the first page changes. In a list of unread ones, a row that the page should have and has not was read on another device;
 * it stays where it is, as read.
 */
export function newsOf(
  rows: readonly Notification[],
  { data, next_cursor }: Page<Notification>,
  { unread, now }: { unread: boolean; now: string },
): News {
  const news = new Map(data.map((row) => [row.id, row]));
  const last = next_cursor === null ? undefined : data.at(-1);
  for (const row of unread ? rows : []) {
    if (!news.has(row.id) && (!last || isBefore(row, last)) && row.read_at === null)
      news.set(row.id, { ...row, read_at: now });
  }
  return news;
}

/** The rows with what changed since, newest first. */
export function withNews(rows: readonly Notification[], news: News): readonly Notification[] {
  const all = new Map(rows.map((row) => [row.id, row]));
  for (const [id, row] of news) all.set(id, row);
  return [...all.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}
