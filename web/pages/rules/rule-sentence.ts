/** What a rule watches, in one sentence: "Revenue, by day, more than 2.5 deviations below usual". */
import { plural, t } from '@lingui/core/macro';
import { formatValue } from '../../base/words/format.ts';
import type { Terms, Watched, Where } from './rule-types.ts';
import { planOf, planWords } from './schedule.ts';
import { currencyOf, splitMetric, unitOf } from './units.ts';
import { comparison, eventName, formatNumber, formatSpan, numberName } from './words.ts';

/** The sentence of a rule of any type. */
export function ruleSentence(rule: Watched, terms: Terms): string {
  switch (rule.type) {
    case 'metric_threshold':
      return joined(metricWords(rule, terms), grainWords(rule), limitWords(rule, terms));
    case 'anomaly':
      return joined(metricWords(rule, terms), grainWords(rule), deviationWords(rule));
    case 'event':
      return [countWords(rule), rule.where && whereWords(rule.where)].filter(Boolean).join(' ');
    case 'missing_follow_up':
      return [missingWords(rule), rule.where && whereWords(rule.where)].filter(Boolean).join(' ');
    case 'schedule':
      return scheduleWords(rule, terms);
  }
}

/** What a rule is called when its author does not say. */
export function suggestedName(rule: Watched, terms: Terms): string {
  const subject = () => metricWords(rule, terms);
  switch (rule.type) {
    case 'metric_threshold':
      return t`${{ metric: subject() }}: ${{ condition: limitWords({ ...rule, for_minutes: 0 }, terms) }}`;
    case 'anomaly': {
      const condition = { up: t`unusually high`, down: t`unusually low`, both: t`unusual` }[rule.direction ?? 'both'];
      return t`${{ metric: subject() }}: ${{ condition }}`;
    }
    case 'event':
      return (rule.count ?? 1) > 1 ? countWords(rule) : eventName(rule.event_type ?? '');
    case 'missing_follow_up':
      return missingWords(rule);
    case 'schedule':
      return planWords(planOf(rule.schedule));
  }
}

function joined(...parts: string[]): string {
  return parts.reduce((first, rest) => t`${{ first }}, ${{ rest }}`);
}

/** The metric in words; `Change of Revenue` when it is about its change. */
export function metricWords({ metric }: Watched, terms: Terms): string {
  const { base, change } = splitMetric(metric ?? '');
  const name = numberName(base, terms);
  return change ? t`Change of ${{ metric: name }}` : name;
}

function grainWords({ grain }: Watched): string {
  return grain === 'hour' ? t`by hour` : t`by day`;
}

function limitWords(rule: Watched, terms: Terms): string {
  const value = formatValue(rule.threshold, unitOf(rule.metric ?? '', terms), currencyOf(rule, terms));
  const condition = comparison(rule.operator ?? 'gt', value);
  return rule.for_minutes ? t`${{ condition }} for ${{ duration: formatSpan(rule.for_minutes) }}` : condition;
}

function deviationWords({ threshold, direction }: Watched): string {
  const n = threshold ?? 2.5;
  if (direction === 'up') {
    return plural(n, { one: 'more than # deviation above usual', other: 'more than # deviations above usual' });
  }
  if (direction === 'down') {
    return plural(n, { one: 'more than # deviation below usual', other: 'more than # deviations below usual' });
  }
  return plural(n, { one: 'more than # deviation from usual', other: 'more than # deviations from usual' });
}

function countWords({ event_type, count, window_minutes }: Watched): string {
  const event = eventName(event_type ?? '');
  const n = count ?? 1;
  if (n === 1) return t`Every “${{ event }}”`;
  return t`${{ count: formatNumber(n) }} × “${{ event }}” within ${{ duration: formatSpan(window_minutes ?? 60) }}`;
}

function missingWords({ event_type, follow_up, within_minutes }: Watched): string {
  const [event, other] = [eventName(event_type ?? ''), eventName(follow_up ?? '')];
  return t`“${{ event }}” without “${{ other }}” within ${{ duration: formatSpan(within_minutes ?? 0) }}`;
}

/** `where plan is pro`, for the end of a sentence. */
function whereWords({ field, operator, value }: Where): string {
  const text = typeof value === 'number' ? formatNumber(value) : String(value ?? '');
  return {
    eq: t`where ${{ field }} is ${{ value: text }}`,
    ne: t`where ${{ field }} is not ${{ value: text }}`,
    gt: t`where ${{ field }} is above ${{ value: text }}`,
    gte: t`where ${{ field }} is at least ${{ value: text }}`,
    lt: t`where ${{ field }} is below ${{ value: text }}`,
    lte: t`where ${{ field }} is at most ${{ value: text }}`,
    contains: t`where ${{ field }} contains ${{ value: text }}`,
    exists: value === false ? t`where ${{ field }} is missing` : t`where ${{ field }} is there`,
  }[operator];
}

function scheduleWords({ schedule, timezone, metric }: Watched, terms: Terms): string {
  const zone = timezone ?? 'UTC';
  const when = planWords(planOf(schedule));
  const placed = zone === terms.timezone ? when : t`${{ when }} (${{ zone: zone.replaceAll('_', ' ') }})`;
  return metric ? joined(placed, metricWords({ type: 'schedule', metric }, terms)) : placed;
}
