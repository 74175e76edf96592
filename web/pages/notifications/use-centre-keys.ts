/** The keyboard of the centre: up and down, read, all read, unread only. Enter follows the link that has the focus. */
import type { RefObject } from 'preact';
import type { Notification } from '../../base/api/types.ts';
import { useKeys } from '../../base/use-keys.ts';

interface Centre {
  box: RefObject<HTMLElement | null>;
  rows: Notification[];
  read: (row: Notification) => void;
  unread: (row: Notification) => void;
  readAll: () => void;
  toggle: () => void;
  help: () => void;
}

/** Single letters, as long as the centre is there. */
export function useCentreKeys({ box, rows, read, unread, readAll, toggle, help }: Centre): void {
  const links = () =>
    [...(box.current?.querySelectorAll<HTMLElement>('.note') ?? [])].filter((link) => link.checkVisibility());
  const step = (by: number) => {
    const all = links();
    const from = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, from < 0 ? 0 : from + by))]?.focus();
  };
  const focused = () => {
    const id = (document.activeElement as HTMLElement | null)?.dataset.id;
    return rows.find((row) => row.id === id);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    r: () => {
      const row = focused();
      if (row) (row.read_at === null ? read : unread)(row);
    },
    u: toggle,
    'shift+a': readAll,
    '?': help,
  });
}
