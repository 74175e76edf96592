/** Headers about a rate limit: the fields that clients read today, and the structured ones to come. */

/** How much of a limit is left. */
export interface Quota {
  /** What is limited: `requests` of a tenant, `events` of a project and source. */
  policy: 'requests' | 'events';
  /** Calls or events of one window. */
  limit: number;
  remaining: number;
  /** Seconds until the whole limit is free again. */
  resets_in: number;
  /** Seconds of one window. */
  window: number;
}

/** Names of the headers, for browsers of other sites. */
export const RATE_HEADERS = [
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'ratelimit-policy',
  'ratelimit',
] as const;

/** The headers of a quota; the last two are those of draft-ietf-httpapi-ratelimit-headers (from 08 on). */
export function rateHeaders(quota: Quota): Record<(typeof RATE_HEADERS)[number], string> {
  const { policy, limit, remaining, resets_in, window } = quota;
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resets_in),
    'ratelimit-policy': `"${policy}";q=${limit};w=${window}`,
    ratelimit: `"${policy}";r=${remaining};t=${resets_in}`,
  };
}
