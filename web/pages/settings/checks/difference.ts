/** A difference that a check found, in the reader's words. */
import { t } from '@lingui/core/macro';
import type { Reconciliation } from '../../../base/api/types.ts';
import { eventName } from '../../../base/words/event-words.ts';
import { formatDay, formatMoment, formatMoney, formatValue } from '../../../base/words/format.ts';
import { metricName } from '../../../base/words/metric-words.ts';

type Difference = Reconciliation['differences'][number];

/** One number of a difference, as it was found and as it is now. */
export interface Change {
  name: string;
  found: string;
  expected: string;
}

/** Which number it is: events of a type, or what is billed. */
export function whatOf({ where, event_type, currency }: Difference): string {
  if (where === 'usage' || where === 'day') return metricName({ metric: `usage.${event_type}` });
  const name = eventName(event_type);
  return currency ? `${name}, ${currency}` : name;
}

/** The day, or the hour or quarter of an hour that begins then. */
export function timeOf({ at }: Difference): string {
  return at.length === 10 ? formatDay(at, 'medium') : formatMoment(at);
}

/** Where the wrong number stood. */
export function whereOf({ where }: Difference): string {
  if (where === 'usage') return t`in the billed usage`;
  if (where === 'point') return t`in the numbers on screen`;
  return t`in the sums beside the events`;
}

/** The numbers that differed. */
export function changesOf({ currency, found, expected }: Difference): Change[] {
  const names = { n: t`Count`, sum: t`Sum`, min: t`Smallest`, max: t`Largest` };
  return (['n', 'sum', 'min', 'max'] as const)
    .filter((part) => found[part] !== expected[part])
    .map((part) => {
      const text = (value: number) =>
        part === 'n' || !currency ? formatValue(value, 'count', '') : formatMoney(value, currency);
      return { name: names[part], found: text(found[part]), expected: text(expected[part]) };
    });
}
