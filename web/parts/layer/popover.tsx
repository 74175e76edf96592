/** A button that opens a box beside itself: native, so Escape and a click elsewhere close it and the focus returns. */
import './popover.css';
import type { ComponentChildren, JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../data/icon.tsx';
import { Button } from '../form/button.tsx';

interface Props {
  icon: IconName;
  /** The text of the button. */
  button: ComponentChildren;
  /** Names the box for screen readers. */
  label: string;
  /** Made only while the box is open. */
  children: (close: () => void) => ComponentChildren;
}

/** On a phone the box is above the bar of sections. */
export function Popover({ icon, button, label, children }: Props): JSX.Element {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <div class="popover">
      <Button icon={icon} popovertarget={id} aria-haspopup="dialog" aria-expanded={open}>
        <span class="popover-value">{button}</span>
        <Icon name="chevron" />
      </Button>
      <div
        id={id}
        ref={box}
        class="popover-box"
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={(event) => setOpen((event as unknown as ToggleEvent).newState === 'open')}
      >
        {open && children(() => box.current?.hidePopover())}
      </div>
    </div>
  );
}
