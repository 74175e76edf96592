/** The keyboard of the inbox: up and down, open, select, and what can be done with what is open, selected or focused. */
import type { RefObject } from 'preact';
import type { Alert } from '../../../base/api/live.ts';
import { useKeys } from '../../../base/use-keys.ts';
import type { Question } from '../actions/question.ts';
import { type Act, mayNot } from '../actions/use-actions.ts';
import { openHelp } from './shortcuts.tsx';

interface Inbox {
  box: RefObject<HTMLElement | null>;
  rows: Alert[];
  /** The alert whose details are open, listed or not. */
  open: string | undefined;
  openAlert: Alert | undefined;
  chosen: Alert[];
  may: boolean;
  onOpen: (id: string | undefined, replace?: boolean) => void;
  onSelect: (ids: string[], on: boolean) => void;
  act: Act;
  ask: (question: Question) => void;
}

/** Single letters; actions apply to the whole selection where there is one. */
export function useInboxKeys({ box, rows, open, openAlert, chosen, may, onOpen, onSelect, act, ask }: Inbox): void {
  const titles = () => [...(box.current?.querySelectorAll<HTMLElement>('.row-open') ?? [])];
  const focused = () => titles().findIndex((title) => title.closest('.table-row')?.contains(document.activeElement));
  const at = () => (open ? rows.findIndex(({ id }) => id === open) : focused());
  const step = (by: number) => {
    const from = at();
    const to = Math.min(rows.length - 1, Math.max(0, from < 0 && by < 0 ? 0 : from + by));
    if (!rows[to]) return;
    if (open) onOpen(rows[to].id, true);
    else titles()[to]?.focus();
  };
  const meant = (): Alert[] => {
    if (open) return openAlert ? [openAlert] : [];
    const row = rows[at()];
    return chosen.length > 0 ? chosen : row ? [row] : [];
  };
  const doing = (work: (alerts: Alert[]) => void) => () => {
    if (!may) return mayNot();
    const alerts = meant();
    if (alerts.length > 0) work(alerts);
  };
  const toggle = doing(() => {
    const row = rows[at()];
    if (row && !open) onSelect([row.id], !chosen.includes(row));
  });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: toggle,
    a: doing((alerts) => act(alerts, { kind: 'acknowledge' })),
    r: doing((alerts) => act(alerts, { kind: 'resolve' })),
    s: doing((alerts) => ask({ kind: 'snooze', alerts })),
    f: doing((alerts) => ask({ kind: 'false_positive', alerts })),
    '?': openHelp,
    ...(chosen.length > 0 && !open
      ? {
          Escape: () =>
            onSelect(
              chosen.map(({ id }) => id),
              false,
            ),
        }
      : {}),
  });
}
