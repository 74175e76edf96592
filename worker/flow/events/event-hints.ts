/** Pure: what a sender probably meant by a field of an event that is wrong. */

import { isCurrency } from '../../base/currencies.ts';
import { type IssueParams, meant } from '../../base/issue.ts';
import { nearest } from '../../base/nearest.ts';
import { parseInstant } from '../../base/time.ts';
import { CORE_EVENT_TYPES, CUSTOM_EVENT_TYPE } from './event-types.ts';

/** For an event type that is not of the contract. */
export function typeHint(type: string): IssueParams {
  const core = nearest(type, CORE_EVENT_TYPES);
  if (core) return { code: 'not_offered', ...meant(core) };
  const name = type.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '_');
  const custom = [name, `custom.${name}`].find((one) => CUSTOM_EVENT_TYPE.test(one));
  if (custom) return { code: 'not_offered', ...use(custom) };
  return { code: 'not_offered', hint: 'name events of your own custom.<vertical>.<event>, in lower case' };
}

/** For a currency that is no ISO 4217 code. */
export function currencyHint(currency: unknown): IssueParams {
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  return { code: 'not_offered', ...(isCurrency(code) ? use(code) : {}) };
}

/** For an amount that is no whole number of minor units. */
export function amountHint(amount: unknown): IssueParams {
  if (typeof amount === 'string' && /^\d{1,12}$/.test(amount)) {
    const plain = String(Number(amount));
    return { code: 'invalid', hint: `use ${plain}, without quotes`, suggestion: plain };
  }
  const isFraction = !Number.isInteger(Number(amount)) && Number.isFinite(Number(amount));
  return {
    code: 'invalid',
    ...(isFraction ? { hint: 'count minor units: 10.50 of a currency with cents is 1050' } : {}),
  };
}

/** For a time that is not ISO 8601 with an offset. */
export function timeHint(text: string): IssueParams {
  const whole = [`${text}T00:00:00Z`, `${text}Z`, `${text.replace(' ', 'T')}Z`].find(
    (one) => !Number.isNaN(parseInstant(one)),
  );
  return { code: 'wrong_format', ...(whole ? use(whole) : {}) };
}

function use(suggestion: string): IssueParams {
  return { hint: `use ${suggestion}`, suggestion };
}
