/** Amounts of events, as they are shown and as people type them. */
import { currencyExponent } from '../../worker/shared/currency-exponent.ts';
import type { StoredEvent } from '../base/api/types.ts';
import { formatMoney } from '../base/words/format.ts';

/** The amount of an event in minor units; undefined when it carries none. Nothing is an amount too. */
export function amountOf({ payload }: StoredEvent): { minor: number; currency: string } | undefined {
  const { amount_cents, currency } = payload;
  return typeof amount_cents === 'number' && typeof currency === 'string'
    ? { minor: amount_cents, currency }
    : undefined;
}

/** An event's amount as text; what was given back has a minus. */
export function amountText(event: StoredEvent): string | undefined {
  const amount = amountOf(event);
  if (!amount) return undefined;
  const back = event.event_type === 'refund_issued' && amount.minor > 0;
  return formatMoney(back ? -amount.minor : amount.minor, amount.currency);
}

const DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

/** Minor units of what was typed, with a decimal comma or point and digits of Arabic too; undefined for what is no amount. */
export function parseAmount(text: string, currency: string): number | undefined {
  const plain = text
    .replace(DIGITS, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(/[\s\u00A0\u202F'’]/g, '')
    .replace(/[٫,]/g, '.');
  const digits = currencyExponent(currency);
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === undefined || part.length > digits) return undefined;
  return Number(`${whole}${part.padEnd(digits, '0')}`);
}

/** Minor units as one types them: 1999 of GBP is 19.99. */
export function typedAmount(minor: number, currency: string): string {
  const digits = currencyExponent(currency);
  return (minor / 10 ** digits).toFixed(minor % 10 ** digits === 0 ? 0 : digits);
}
