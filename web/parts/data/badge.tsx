/** A small mark such as a state. */
import './badge.css';
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'bad' | 'warn' | 'info';

/** Words, and an icon where the colour alone would carry the meaning. */
export function Badge({
  kind,
  icon,
  children,
}: {
  kind?: Tone;
  icon?: IconName;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={kind ? `badge badge-${kind}` : 'badge'}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
