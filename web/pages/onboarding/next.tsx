/** What comes after the questions. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Entry } from '../../account/entry.tsx';
import { Button } from '../../parts/form/button.tsx';

const stepsAhead = () => [
  {
    name: t`Send your first event`,
    text: t`One command, with your key already in it. Your numbers start with the first payment, lead or booking.`,
  },
  {
    name: t`Alerts`,
    text: t`Once events arrive, rules watch them for you: failed payments, leads that nobody answers, a quiet day.`,
  },
  {
    name: t`Widgets`,
    text: t`Then choose what your overview shows, and add tiles for what matters to you.`,
  },
];

/** Names the way ahead; its first step is one button away. */
export function Next({ name, onContinue }: { name: string; onContinue: () => void }): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  // The form that had the focus is gone: the keyboard and the screen reader go on here.
  useEffect(() => list.current?.closest('main')?.focus(), []);
  return (
    <Entry wide title={t`${name} is ready`} lead={t`What comes next:`}>
      <ol class="next-steps" ref={list}>
        {stepsAhead().map((step) => (
          <li key={step.name}>
            <h2>{step.name}</h2>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
      <Button kind="primary" onClick={onContinue}>
        {t`Send the first event`}
      </Button>
    </Entry>
  );
}
