/** One part in the gallery: its name and its states side by side. */
import type { ComponentChildren, JSX } from 'preact';

interface Props {
  name: string;
  /** One below the other, for parts that take the whole width. */
  wide?: boolean;
  children: ComponentChildren;
}

/** A section that a test finds by its name. */
export function Shelf({ name, wide, children }: Props): JSX.Element {
  const id = name.toLowerCase().replace(/\W+/g, '-');
  return (
    <section class="shelf" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <div class={wide ? 'shelf-wide' : 'shelf-states'}>{children}</div>
    </section>
  );
}
