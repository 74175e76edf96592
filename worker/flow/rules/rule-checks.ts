/** Pure: whether a rule makes sense, and the defaults of fields that were left out. */
import type { Issue } from '../../base/errors.ts';
import { isTimeZone } from '../../base/time.ts';
import { MIN_WINDOW_DAYS, RULE_LIMITS } from '../../shared/rule-limits.ts';
import { EventType } from '../events/index.ts';
import { metricOf, type Terms } from './metric-of.ts';
import { cronFault } from './scheduled/cron.ts';
import type { RuleFields, RuleInput } from './schema.ts';

type Field = Exclude<keyof RuleFields, 'name' | 'type' | 'severity' | 'enabled' | 'cooldown_minutes'>;
type Defaults = { readonly [F in Field]?: RuleFields[F] };

/** The fields of each type and their defaults; null where there is none. All others do not belong to it. */
const USED: Record<RuleFields['type'], Defaults> = {
  schedule: { schedule: null, timezone: 'UTC', metric: null, currency: null },
  metric_threshold: {
    metric: null,
    currency: null,
    operator: 'gt',
    threshold: null,
    grain: 'day',
    for_minutes: 0,
    window_days: 30,
  },
  anomaly: {
    metric: null,
    currency: null,
    threshold: 2.5,
    method: 'auto',
    direction: 'both',
    percent_of_average: null,
    min_observed: null,
    window_days: 30,
    grain: 'day',
  },
  event: { event_type: null, count: 1, window_minutes: 60, where: null, window_days: 30 },
  missing_follow_up: { event_type: null, follow_up: null, within_minutes: null, where: null },
};

const NEEDED: Record<RuleFields['type'], readonly Field[]> = {
  schedule: ['schedule'],
  metric_threshold: ['metric', 'threshold'],
  anomaly: ['metric'],
  event: ['event_type'],
  missing_follow_up: ['event_type', 'follow_up', 'within_minutes'],
};

const ALL: readonly Field[] = [...new Set(Object.values(USED).flatMap((used) => Object.keys(used) as Field[]))];

/** The rule with its defaults, and everything that is wrong with it. */
export function checkRule(
  input: Omit<RuleInput, 'template'>,
  project: Pick<Terms, 'industry'>,
): { fields: RuleFields; issues: Issue[] } {
  const used = USED[input.type];
  const own = ALL.map((field) => [field, field in used ? (input[field] ?? used[field]) : null]);
  const fields = {
    name: input.name,
    type: input.type,
    ...Object.fromEntries(own),
    severity: input.severity ?? 'warning',
    enabled: input.enabled ?? true,
    cooldown_minutes: input.cooldown_minutes ?? 0,
  } as RuleFields;
  const issues = [
    ...absent(input, fields),
    ...rangeFaults(fields),
    ...timeFaults(fields),
    ...metricFaults(fields, project),
    ...eventFaults(fields),
  ];
  return { fields, issues };
}

function absent(input: Omit<RuleInput, 'template'>, fields: RuleFields): Issue[] {
  const issues: Issue[] = NEEDED[fields.type]
    .filter((field) => fields[field] === null)
    .map((path) => ({ path, message: `required for a rule of type ${fields.type}` }));
  // JSON turns NaN and infinities into null: a default instead would be a rule that was not asked for.
  if (fields.type === 'anomaly' && input.threshold === null) {
    issues.push({ path: 'threshold', message: 'must be a finite number; leave it out for 2.5' });
  }
  return issues;
}

function rangeFaults(fields: RuleFields): Issue[] {
  const issues = Object.entries(RULE_LIMITS).flatMap(([path, [least, most]]) => {
    const value = fields[path as keyof typeof RULE_LIMITS];
    if (typeof value !== 'number' || (value >= least && value <= most)) return [];
    return [{ path, message: `must be from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}` }];
  });
  if (fields.threshold !== null && !Number.isFinite(fields.threshold)) {
    issues.push({ path: 'threshold', message: 'must be a finite number' });
  }
  if (fields.type !== 'anomaly') return issues;
  if (fields.threshold !== null && fields.threshold <= 0) {
    issues.push({ path: 'threshold', message: 'must be above 0: deviations from what is expected' });
  }
  if (fields.grain === 'day' && (fields.window_days ?? 0) >= 1 && fields.window_days! < MIN_WINDOW_DAYS) {
    issues.push({ path: 'window_days', message: `must be at least ${MIN_WINDOW_DAYS} to compare days` });
  }
  return issues;
}

function timeFaults({ type, schedule, timezone }: RuleFields): Issue[] {
  if (type !== 'schedule') return [];
  const issues: Issue[] = [];
  const fault = schedule === null ? undefined : cronFault(schedule);
  if (fault) issues.push({ path: 'schedule', message: fault });
  if (timezone !== null && !isTimeZone(timezone)) issues.push({ path: 'timezone', message: 'not an IANA time zone' });
  return issues;
}

function metricFaults(fields: RuleFields, project: Pick<Terms, 'industry'>): Issue[] {
  if (fields.metric === null) return [];
  const found = metricOf(fields, project);
  if (!found) return [{ path: 'metric', message: `there is no metric ${fields.metric.slice(0, 100)}` }];
  if (fields.type === 'schedule' && found.delta) {
    return [{ path: 'metric', message: 'a schedule tells of the metric itself, its change included' }];
  }
  if (fields.grain === 'hour' && found.metric.source === 'usage') {
    return [{ path: 'grain', message: `${found.metric.id} is known by day only` }];
  }
  return [];
}

function eventFaults({ event_type, follow_up, where }: RuleFields): Issue[] {
  const issues: Issue[] = [];
  for (const [path, type] of Object.entries({ event_type, follow_up })) {
    const known = type === null ? undefined : EventType.safeParse(type);
    if (known && !known.success) issues.push({ path, message: known.error.issues[0]!.message });
  }
  if (follow_up !== null && follow_up === event_type) {
    issues.push({ path: 'follow_up', message: 'must be another event than event_type' });
  }
  if (!where || where.operator === 'exists') return issues;
  if (where.value === undefined) issues.push({ path: 'where.value', message: 'required beside this operator' });
  else if (/^[gl]te?$/.test(where.operator) && typeof where.value !== 'number') {
    issues.push({ path: 'where.value', message: 'must be a number beside this operator' });
  }
  return issues;
}
