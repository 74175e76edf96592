/** The names that the catalogue's rules come with, in the reader's language: rules keep them in English, and alerts bear them. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const NAMES = new Map<string, MessageDescriptor>(
  Object.entries({
    'Failed payment': msg`Failed payment`,
    'Abandoned checkout': msg`Abandoned checkout`,
    'Refund spike': msg`Refund spike`,
    'Low bookings': msg`Low bookings`,
    'Churn risk': msg`Churn risk`,
    'Revenue drop': msg`Revenue drop`,
    'No data': msg`No data`,
    'Build failed': msg`Build failed`,
    'Weekly briefing': msg`Weekly briefing`,
  }),
);

/** A name in the reader's language, where it is the catalogue's own; a name that a person chose stays as it is. */
export function sayName(name: string): string {
  const own = NAMES.get(name);
  return own ? i18n._(own) : name;
}
