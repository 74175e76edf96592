/** Single keys of what is on top: a page, or a drawer above it; never while a field, a menu or a dialog is open. */
import { useEffect, useRef } from 'preact/hooks';

/** What a key does: `j`, `?`, `Escape`; `shift+a` comes before `a`. */
export type Keys = Record<string, () => void>;

const TYPING = 'input:not([type=checkbox]), select, textarea, [contenteditable]';
/** The drawer is part of the page; a dialog or an open menu comes first. */
const ASKING = 'dialog[open]:not(.drawer), [role=menu], [popover]:popover-open';

/** Whoever listens, the topmost last: it alone is told. */
const listeners: object[] = [];

/** Listens for single keys, as long as the component is there and none that came later is. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const self = {};
    listeners.push(self);
    const press = (event: KeyboardEvent) => {
      if (listeners.at(-1) !== self) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
      if ((event.target as Element).closest?.(TYPING) || document.querySelector(ASKING)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = (event.shiftKey && latest.current[`shift+${key}`]) || latest.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => {
      removeEventListener('keydown', press);
      listeners.splice(listeners.indexOf(self), 1);
    };
  }, []);
}
