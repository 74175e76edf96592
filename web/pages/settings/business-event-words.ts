/** The business events that people and recipients can choose, by name. */
import { t } from '@lingui/core/macro';
import type { Preferences } from './notifications/use-preferences.ts';

export type BusinessEvent = keyof Preferences['events'];

/** In the order in which a sale happens. */
export const businessEvents = (): { value: BusinessEvent; label: string }[] => [
  { value: 'lead_created', label: t`New lead` },
  { value: 'signup', label: t`Sign-up` },
  { value: 'checkout_abandoned', label: t`Abandoned checkout` },
  { value: 'payment_succeeded', label: t`Payment received` },
  { value: 'payment_failed', label: t`Payment failed` },
  { value: 'build_failed', label: t`Build failed` },
];
