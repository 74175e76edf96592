/** Pure: times as spreadsheets write them, as instants with offset. */
import { Temporal } from 'temporal-polyfill';

export type DateOrder = 'dmy' | 'mdy';

const CLOCK = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*([AaPp][Mm])?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${CLOCK}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${CLOCK}$`);
const WITH_OFFSET = /\d(Z|[+-]\d{2}:?\d{2})$/i;

/** The instant in ISO 8601; a time without an offset is local time of `zone`, a day without a time is its beginning. Throws in words. */
export function instantOf(text: string, zone: string, order?: DateOrder): string {
  if (WITH_OFFSET.test(text) && /^\d{4}-/.test(text)) return text.replace(' ', 'T');
  const match = YEAR_FIRST.exec(text) ?? yearFirst(YEAR_LAST.exec(text), text, order);
  if (!match) throw new Error(`occurred_at: ${text} is no time that we can read, such as 2026-11-21 14:30`);
  const [, year, month, day, hour, minute, second, fraction, half] = match;
  try {
    const date = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
    if (hour === undefined) return date.toZonedDateTime(zone).toInstant().toString();
    const clock = { hour: hourOf(Number(hour), half), minute: Number(minute), second: Number(second ?? 0) };
    const time = Temporal.PlainTime.from(clock, { overflow: 'reject' });
    const millisecond = Math.floor(Number(fraction ?? 0) * 1_000);
    return date
      .toZonedDateTime({ timeZone: zone, plainTime: time.with({ millisecond }) })
      .toInstant()
      .toString();
  } catch (error) {
    if (error instanceof RangeError) throw new Error(`occurred_at: there is no ${text} (${zone})`);
    throw error;
  }
}

/** Day and month in the order that the file uses; where both orders make sense, the caller has to say which. */
function yearFirst(match: RegExpExecArray | null, text: string, order?: DateOrder): string[] | null {
  if (!match) return null;
  const [whole, one, two, year, ...clock] = match as unknown as [string, string, string, string];
  if (!order && Number(one) <= 12 && Number(two) <= 12 && one !== two) {
    throw new Error(`occurred_at: ${text} has two readings; --dates dmy or --dates mdy says which`);
  }
  const isDayFirst = order ? order === 'dmy' : Number(one) > 12;
  return [whole, year, ...(isDayFirst ? [two, one] : [one, two]), ...clock];
}

function hourOf(hour: number, half: string | undefined): number {
  if (!half) return hour;
  if (hour < 1 || hour > 12) throw new RangeError('hour');
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}
