/** Words of the shop's own people and systems, in whatever direction they are written. */
import type { JSX } from 'preact';

/** Cut at its own end when there is too little room, at the side where the column begins. */
export function OwnText({ text }: { text: string }): JSX.Element {
  return (
    <span class="own-text" dir="auto" title={text}>
      {text}
    </span>
  );
}
