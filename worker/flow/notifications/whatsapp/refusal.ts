/** Pure: what WhatsApp's error codes mean for a delivery. */
import type { Outcome } from '../../../tenants/deliveries/index.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const REASONS: Record<string, number[]> = {
  rate_limited: [4, 80007, 130429, 131048, 131056],
  not_allowed: [0, 3, 10, 190, 131005, 131031, 131042, 131045],
  window_closed: [131047],
  no_whatsapp: [131026, 131021],
  template_missing: [132000, 132001, 132005, 132007, 132012, 132015, 132016],
};
/** Codes that only say "not now". */
const PASSING = new Set([1, 2, 131000, 131016, 131057, 133004]);
const LATER = new Set(['rate_limited', 'not_allowed', 'window_closed']);

/** Why, by a code of theirs; `refused` for one that is not among ours. */
export function reasonOf(code: number | undefined): string {
  return Object.entries(REASONS).find(([, codes]) => codes.includes(code ?? -1))?.[0] ?? 'refused';
}

/** What becomes of a delivery that was refused with a status and a code. */
export function refusedOutcome(status: number, code: number | undefined, words: string, after_ms: number): Outcome {
  const detail = `${code ?? status} ${words}`.trim();
  if (status === 429) return { state: 'failed', reason: 'rate_limited', detail, after_ms };
  const reason = status === 401 || status === 403 ? 'not_allowed' : reasonOf(code);
  if (LATER.has(reason)) return { state: 'failed', reason, detail, after_ms };
  if (PASSING.has(code ?? -1) || status >= 500) return { state: 'failed', reason: 'unavailable', detail, after_ms };
  return { state: 'dead', reason, detail };
}
