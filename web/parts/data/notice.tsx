/** A calm line across the page about something that concerns all of it. */
import './notice.css';
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** A status line, announced politely. */
export function Notice({ icon, children }: { icon: IconName; children: ComponentChildren }): JSX.Element {
  return (
    <div class="notice" role="status">
      <Icon name={icon} />
      <span>{children}</span>
    </div>
  );
}
