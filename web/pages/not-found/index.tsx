/** The page for addresses that lead nowhere. */
import type { JSX } from 'preact';
import { Brand } from '../../parts/brand.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';

/** Says so, and shows the way back. */
export function NotFound(): JSX.Element {
  return (
    <main class="sign-in">
      <Brand />
      <EmptyState title="This page does not exist">
        The address may be mistyped, or the page has moved. <a href="/">Go to the overview</a>
      </EmptyState>
    </main>
  );
}
