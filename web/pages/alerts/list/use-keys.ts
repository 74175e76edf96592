/** Keys of the page: one letter each, never while a field, a menu or a dialog is open. */
import { useEffect, useRef } from 'preact/hooks';

/** Returns whether the key was meant for the page. */
export type Keys = Record<string, () => void>;

const TYPING = 'input:not([type=checkbox]), select, textarea, [contenteditable]';
/** The drawer is part of the page; a dialog or an open menu comes first. */
const ASKING = 'dialog[open]:not(.drawer), [role=menu], [popover]:popover-open';

/** Listens for single keys, as long as the component is there. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
      if ((event.target as Element).closest?.(TYPING) || document.querySelector(ASKING)) return;
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
