/** What the form holds to: the API's own limits, which are in the types, so that another number does not compile. */
import type { MinWindowDays, RuleLengths, RuleLimits } from '../../../../worker/flow/rules/schema.ts';

/** The least and the most of whole numbers, by field. */
export const RANGES: RuleLimits = {
  for_minutes: [0, 44_640],
  window_days: [1, 365],
  count: [1, 10_000],
  window_minutes: [1, 43_200],
  within_minutes: [1, 43_200],
  cooldown_minutes: [0, 525_600],
};

/** Characters of texts. */
export const LENGTHS: RuleLengths = {
  name: 200,
  schedule: 200,
  timezone: 64,
  metric: 250,
  event_type: 250,
  where_field: 200,
  where_value: 1_000,
};

/** Fewer days are no history to compare a day with. */
export const MIN_DAYS: MinWindowDays = 5;
