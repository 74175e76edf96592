/** A menu of what can be done with one row. */
import './menu.css';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../form/button.tsx';

export interface MenuItem {
  label: string;
  danger?: boolean;
  onChoose: () => void;
}

/** A button with three dots; arrows move, Escape closes. `label` names the row. */
export function Menu({ label, items }: { label: string; items: MenuItem[] }): JSX.Element {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const button = () => box.current?.querySelector<HTMLElement>('button');
  useLayoutEffect(() => {
    if (!open) return;
    itemsOf(box.current)[0]?.focus();
    const outside = (event: Event) => box.current?.contains(event.target as Node) || setOpen(false);
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const choose = (item: MenuItem) => {
    // The button first: a dialog that opens now gives the focus back to it.
    button()?.focus();
    setOpen(false);
    item.onChoose();
  };
  const press = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (!moveFocus(event, box.current)) return;
    setOpen(false);
    if (event.key === 'Escape') button()?.focus();
  };
  return (
    <div class="menu" ref={box}>
      <Button
        kind="quiet"
        icon="more"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div id={id} class="menu-items" role="menu" aria-label={label} tabIndex={-1} onKeyDown={press}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={item.danger ? 'menu-danger' : ''}
              onClick={() => choose(item)}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function itemsOf(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
}

/** Moves within the menu; returns whether the key leaves it. */
function moveFocus(event: KeyboardEvent, box: HTMLElement | null): boolean {
  if (event.key === 'Escape' || event.key === 'Tab') return true;
  const items = itemsOf(box);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length)?.focus();
  }
  return false;
}
