/** Nothing here yet, and what to do about it. */
import './empty-state.css';
import type { ComponentChildren, JSX } from 'preact';
import { Command } from '../form/command.tsx';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  title: string;
  icon?: IconName;
  /** A sentence that teaches. */
  children: ComponentChildren;
  /** The way on: a button or a link. */
  action?: ComponentChildren;
  /** A command to copy, and what it is. */
  command?: { label: string; text: string } | undefined;
}

/** A heading, a sentence and the way on. */
export function EmptyState({ title, icon, children, action, command }: Props): JSX.Element {
  return (
    <div class="empty-state">
      {icon && (
        <span class="empty-icon">
          <Icon name={icon} size={20} />
        </span>
      )}
      <h2 class="empty-title">{title}</h2>
      <p class="empty-text">{children}</p>
      {action && <div class="empty-action">{action}</div>}
      {command && <Command {...command} />}
    </div>
  );
}
