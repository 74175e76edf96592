/** A number that shows, briefly, that it has just changed. */
import './live-value.css';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

/** `scope` names whose number it is: another scope is another number, not a change. */
export function LiveValue({ text, scope }: { text: string; scope: string }): JSX.Element {
  const last = useRef({ text, scope, turn: 0 });
  if (last.current.scope !== scope) last.current = { text, scope, turn: 0 };
  else if (last.current.text !== text) last.current = { text, scope, turn: last.current.turn + 1 };
  const { turn } = last.current;
  return (
    <span key={turn} class={turn ? 'live-value live-value-changed' : 'live-value'}>
      {text}
    </span>
  );
}
