/** Push buttons: primary, secondary, quiet, for what cannot be undone, and icon-only. */
import './button.css';
import type { ButtonHTMLAttributes, ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../data/icon.tsx';

interface Props extends Omit<ButtonHTMLAttributes, 'icon'> {
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  icon?: IconName;
  busy?: boolean;
  children?: ComponentChildren;
}

/** A button; with an icon and no children it is square and needs an `aria-label`. */
export function Button({ kind = 'secondary', icon, busy, children, type, ...rest }: Props): JSX.Element {
  const shape = children === undefined ? ' button-square' : '';
  return (
    <button
      type={(type as 'button') ?? 'button'}
      class={`button button-${kind}${shape}`}
      aria-busy={busy || undefined}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface LinkProps {
  href: string;
  kind?: 'primary' | 'secondary';
  /** Downloads the address instead of opening it. */
  download?: boolean;
  children: ComponentChildren;
}

/** A link that looks like a button. */
export function ButtonLink({ href, kind = 'secondary', download, children }: LinkProps): JSX.Element {
  return (
    <a class={`button button-${kind}`} href={href} download={download}>
      {children}
    </a>
  );
}
