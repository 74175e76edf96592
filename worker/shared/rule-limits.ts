/** Pure data: the least and the most that numbers of a rule may be, and how long its texts. The API checks and publishes them; the form holds to them. */

/** Whole numbers by field. A month of minutes is what a ledger remembers for windows of events. */
export const RULE_LIMITS = {
  for_minutes: [0, 44_640],
  window_days: [1, 365],
  count: [1, 10_000],
  window_minutes: [1, 43_200],
  within_minutes: [1, 43_200],
  cooldown_minutes: [0, 525_600],
} as const;

/** Characters of texts. */
export const RULE_LENGTHS = {
  name: 200,
  schedule: 200,
  timezone: 64,
  metric: 250,
  event_type: 250,
  where_field: 200,
  where_value: 1_000,
} as const;

/** Days that a preview looks back. */
export const PREVIEW_DAYS = [1, 365] as const;

/** An anomaly of days needs at least so many days in its window. */
export const MIN_WINDOW_DAYS = 5;
