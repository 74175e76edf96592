/** Nothing here yet, and what to do about it. */
import './empty-state.css';
import type { ComponentChildren, JSX } from 'preact';

/** A heading, a sentence and, as children, the way on. */
export function EmptyState({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="empty-state">
      <h2 class="empty-title">{title}</h2>
      <p class="empty-text">{children}</p>
    </div>
  );
}
