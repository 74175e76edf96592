/** The alerts of a report: those raised in its days, and rules that nobody reacts to. */
import type { Db } from '../../base/db.ts';
import { addDays, startOfDay } from '../../base/time.ts';
import { type Alert, listAlerts } from '../../flow/alerts/index.ts';
import type { Period } from '../../flow/notifications/index.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import type { NoisyRule, ReportAlert, ReportBody } from './schema.ts';

const MAX_SHOWN = 20;
const MAX_READ = 1_000;
const NOISE_DAYS = 7;
/** Fewer alerts without a reaction are no habit. */
const MIN_IGNORED = 3;
const MAX_NOISY = 5;

type Told = Pick<ReportBody, 'alerts' | 'alerts_raised' | 'noisy_rules'>;

/** What was raised in the period, and which rules were noisy in the seven days up to its end. */
export async function readAlerts(db: Db, project: Project, { from, to }: Period): Promise<Told> {
  const at = (day: string) => new Date(startOfDay(day, project.points_timezone)).toISOString();
  const until = at(addDays(to, 1));
  const whose = { tenant_id: project.tenant_id, project_id: project.id };
  const filter = { from: at(addDays(to, 1 - NOISE_DAYS)), until };
  const rows = await listAlerts(db, whose, filter, { before: undefined, limit: MAX_READ });
  const raised = rows.filter(({ created_at }) => created_at >= at(from));
  return {
    alerts: raised.slice(0, MAX_SHOWN).map(shown),
    alerts_raised: raised.length,
    noisy_rules: noisyRules(rows),
  };
}

function shown({
  id,
  rule_id,
  title,
  severity,
  status,
  currency,
  occurrences,
  created_at,
  payload,
}: Alert): ReportAlert {
  const { event_ids: _, ...told } = payload;
  return { id, rule_id, title, severity, status, currency, occurrences, created_at, payload: told };
}

/** Rules most of whose alerts nobody did anything about, or marked as false; the noisiest first. */
export function noisyRules(alerts: readonly Alert[]): NoisyRule[] {
  const rules = [...Map.groupBy(alerts, ({ rule_id }) => rule_id)].map(([rule_id, raised]) => {
    const ignored = raised.filter(isUnwanted).length;
    return { rule_id, title: raised[0]!.title, raised: raised.length, ignored };
  });
  return rules
    .filter(({ ignored, raised }) => ignored >= MIN_IGNORED && ignored * 2 > raised)
    .sort((a, b) => b.ignored - a.ignored || a.rule_id.localeCompare(b.rule_id))
    .slice(0, MAX_NOISY);
}

function isUnwanted({ acknowledged_at, false_positive, snoozed_until, resolved_by }: Alert): boolean {
  if (false_positive) return true;
  return !acknowledged_at && !snoozed_until && (resolved_by === null || resolved_by === 'condition_cleared');
}
