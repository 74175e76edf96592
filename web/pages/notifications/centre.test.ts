/** The order of the centre, and a list that is read on another device meanwhile. */
import { expect, test } from 'vitest';
import type { Notification } from '../../base/api/types.ts';
import { groupsOf } from './groups.ts';
import { newsOf, withNews } from './news.ts';

const NOW = '2026-11-21T12:00:00.000Z';

function row(id: string, more: Partial<Notification> = {}): Notification {
  const where = { project_id: 'prj_1', group: 'rul_1', url: '/', type: 'alert.raised', severity: 'warning' as const };
  return { id, ...where, title: id, body: '', count: 1, read_at: null, created_at: NOW, ...more };
}

const isDone = ({ read_at }: Notification) => read_at !== null;

test('unread critical ones come first, with their rule and project; read ones last', () => {
  const rows = [
    row('9', { severity: 'critical', read_at: NOW, group: 'rul_read' }),
    row('8', { severity: 'info', group: 'rul_info' }),
    row('7', { group: 'rul_both' }),
    row('6', { project_id: 'prj_2', group: 'rul_bad' }),
    row('5', { project_id: 'prj_2', group: 'rul_bad', severity: 'critical' }),
    row('4', { group: 'rul_both', severity: 'info' }),
  ];
  const shown = groupsOf(rows, isDone).map(({ project_id, groups }) => [
    project_id,
    ...groups.map((group) => group.rows.map(({ id }) => id).join(' ')),
  ]);
  expect(shown).toEqual([
    ['prj_2', '6 5'],
    ['prj_1', '7 4', '8', '9'],
  ]);
});

test('10,000 are grouped within a frame or two', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => row(String(i), { group: `rul_${i % 300}` }));
  const since = performance.now();
  expect(groupsOf(rows, isDone)[0]!.groups).toHaveLength(300);
  expect(performance.now() - since).toBeLessThan(100);
});

test('what is new joins the list; what was read elsewhere stays in its place, as read', () => {
  const rows = ['5', '4', '3', '1'].map((id) => row(id));
  const page = { data: [row('6'), row('5', { count: 2 }), row('3')], next_cursor: 'more' };
  const shown = withNews(rows, newsOf(rows, page, { unread: true, now: NOW }));
  expect(shown.map(({ id, read_at, count }) => [id, read_at, count])).toEqual([
    ['6', null, 1],
    ['5', null, 2],
    ['4', NOW, 1],
    ['3', null, 1],
    ['1', null, 1],
  ]);
  const all = withNews(rows, newsOf(rows, { data: [], next_cursor: null }, { unread: true, now: NOW }));
  expect(all.every(({ read_at }) => read_at === NOW)).toBe(true);
});

test('a page of all that is shorter marks nothing as read', () => {
  const rows = ['2', '1'].map((id) => row(id));
  expect(withNews(rows, newsOf(rows, { data: [], next_cursor: null }, { unread: false, now: NOW }))).toEqual(rows);
});
