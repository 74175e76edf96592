/** Whether a five-field cron expression, as Cloudflare reads it (UTC, weekdays 1 to 7 from Sunday), is due in a minute. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** True when the expression names the minute of `at`. */
export function isDue(expression: string, at: Date): boolean {
  const fields = expression.trim().toLowerCase().split(/\s+/);
  if (fields.length !== 5) throw new Error(`${expression} is not a cron expression of five fields.`);
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const dayFits = fits(day, at.getUTCDate(), 1);
  const weekdayFits = fits(weekday, at.getUTCDay() + 1, 1, WEEKDAYS);
  // As every cron does: when both are restricted, either is enough.
  const either = day !== '*' && weekday !== '*';
  return (
    fits(minute, at.getUTCMinutes(), 0) &&
    fits(hour, at.getUTCHours(), 0) &&
    fits(month, at.getUTCMonth() + 1, 1, MONTHS) &&
    (either ? dayFits || weekdayFits : dayFits && weekdayFits)
  );
}

function fits(field: string, value: number, first: number, names: string[] = []): boolean {
  return field.split(',').some((part) => {
    const [range, step] = part.split('/') as [string, string?];
    const [low, high = step ? '99' : low] = range === '*' ? [String(first), '99'] : range.split('-');
    const from = numberOf(low!, names);
    return value >= from && value <= numberOf(high!, names) && (value - from) % Number(step ?? 1) === 0;
  });
}

function numberOf(text: string, names: string[]): number {
  const named = names.indexOf(text);
  return named >= 0 ? named + 1 : Number(text);
}
