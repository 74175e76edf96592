/** How long somebody may take. */
import { plural } from '@lingui/core/macro';

/** The choices in minutes: an hour, a day, three days, a week. */
export const WITHINS = [60, 1440, 4320, 10_080];
export const DEFAULT_WITHIN = 1440;

/** Minutes as options, each said by `say`. */
export function withinOptions(minutes: number[], say: (time: string) => string): { value: string; label: string }[] {
  return minutes.map((value) => ({ value: String(value), label: say(spanText(value)) }));
}

function spanText(minutes: number): string {
  const days = minutes / 1440;
  const hours = minutes / 60;
  return days >= 1
    ? plural(days, { one: '# day', other: '# days' })
    : plural(hours, { one: '# hour', other: '# hours' });
}
