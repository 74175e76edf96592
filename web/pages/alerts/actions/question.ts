/** What a dialog about alerts is given: the alerts, what to do with them, and how to close. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Alert } from '../../../base/api/live.ts';
import type { Act } from './use-actions.ts';

/** An action that needs a person's choice first. */
export interface Question {
  kind: 'snooze' | 'false_positive';
  alerts: Alert[];
}

/** The props of each dialog; `alerts` are those that the action applies to. */
export interface Asked {
  alerts: Alert[];
  act: Act;
  onClose: () => void;
}

/** Focuses the button that is most likely meant when the dialog opens. */
export function useFirst(): RefObject<HTMLButtonElement | null> {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return first;
}
