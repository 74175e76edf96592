/** Views of the same thing, one at a time. */
import './tabs.css';
import type { ComponentChildren, JSX, TargetedKeyboardEvent } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface Props<T extends string> {
  label: string;
  value: T;
  tabs: { value: T; label: ComponentChildren }[];
  onChange: (value: T) => void;
  /** The chosen view. */
  children: ComponentChildren;
}

/** Tabs with their panel; arrows move between tabs, in the direction of the text. */
export function Tabs<T extends string>({ label, value, tabs, onChange, children }: Props<T>): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // Where the tabs have too little room, the chosen one is in sight.
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [value]);
  const press = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = stepOf(event);
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs.at(step === 0 ? 0 : step === -Infinity ? -1 : (at + step) % tabs.length)!;
    onChange(next.value);
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus();
  };
  return (
    <>
      <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={press} tabIndex={-1}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            class="tab"
            id={`${id}-${tab.value}`}
            data-value={tab.value}
            aria-selected={tab.value === value}
            aria-controls={tab.value === value ? `${id}-panel` : undefined}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  );
}

/** 1 and -1 are neighbours, 0 the first and -Infinity the last. */
function stepOf({ key }: KeyboardEvent): number | undefined {
  const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'ArrowLeft' || key === 'ArrowRight') return key === forward ? 1 : -1;
  return key === 'Home' ? 0 : key === 'End' ? -Infinity : undefined;
}
