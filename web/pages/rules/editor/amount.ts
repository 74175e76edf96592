/** Pure: numbers as people type them, in their language's own signs, and back: exact, without a detour over fractions of two. */

/** The decimal mark of a language, and its ten digits. */
interface Signs {
  decimal: string;
  digits: string[];
}

const known = new Map<string, Signs>();

function signsOf(locale: string): Signs {
  const found = known.get(locale);
  if (found) return found;
  const format = new Intl.NumberFormat(locale, { useGrouping: false });
  const decimal = format.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const signs = { decimal, digits: Array.from({ length: 10 }, (_, digit) => format.format(digit)) };
  known.set(locale, signs);
  return signs;
}

/** Spaces and marks of direction that formats put into numbers, and the apostrophe of Switzerland. */
const FILLERS = /[\s\u00a0\u202f\u200e\u200f\u061c'’_]/g;

/** The number as plain text, `-1234.5`; undefined when it is none. */
export function parseDecimal(text: string, locale: string): string | undefined {
  const { decimal, digits } = signsOf(locale);
  let plain = text.replace(FILLERS, '').replaceAll('−', '-');
  digits.forEach((digit, value) => {
    plain = plain.replaceAll(digit, String(value));
  });
  plain = /[٫٬]/.test(plain)
    ? plain.replaceAll('٬', '').replaceAll('٫', '.')
    : marksResolved(plain, decimal === ',' ? ',' : '.');
  const [, sign, whole, rest] = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === undefined || !`${whole}${rest ?? ''}`) return undefined;
  const cut = (rest ?? '').replace(/0+$/, '');
  const number = `${whole.replace(/^0+(?=\d)/, '') || '0'}${cut ? `.${cut}` : ''}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** Without thousands' marks, and with a point before decimals. A single mark that cannot be one of thousands is the decimal mark. */
function marksResolved(text: string, decimal: ',' | '.'): string {
  const marks = text.replace(/[^.,]/g, '');
  const isLone = marks.length === 1 && marks !== decimal;
  if (isLone && !/^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return text.replace(marks, '.');
  const thousands = decimal === ',' ? '.' : ',';
  const [whole = '', ...rest] = text.split(decimal);
  if (whole.includes(thousands) && !/^[-+]?\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(whole)) return text;
  return [whole.replaceAll(thousands, ''), ...rest].join('.');
}

/** A number times 10 to the power of `digits`: `12.34` by 2 is 1234. Undefined when digits would be left over, or it is too large to be exact. */
export function shifted(number: string, places: number): number | undefined {
  const [whole = '', rest = ''] = number.replace('-', '').split('.');
  if (rest.length > places) return undefined;
  const value = Number(`${whole}${rest.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return number.startsWith('-') && value !== 0 ? -value : value;
}

/** As a person of `locale` would type it: 123456 by 2 is `1,234.56`. */
export function typed(value: number, locale: string, places = 0, decimals = places): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 10) };
  return new Intl.NumberFormat(locale, options).format(plainDecimal(value, places) as never);
}

/** Text, which the format takes as it is: the quotient of two floats would not be exact. */
function plainDecimal(value: number, places: number): string {
  if (places === 0 || !Number.isInteger(value)) return String(value / 10 ** places);
  const digits = String(Math.abs(value)).padStart(places + 1, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
