/** The source of alerts: one that was raised, one that is over. */
import { type Alert, findAlert } from '../../alerts/index.ts';
import { rulesById } from '../../rules/index.ts';
import type { AlertContent } from '../kinds/alert-notice.ts';
import type { Occasion } from '../occasion.ts';
import { type Job, planOccasion } from '../plan/plan.ts';

/** The fact that it comes from. */
interface AlertFact {
  tenant_id: string;
  project_id: string;
  alert_id: string;
  rev: number;
}

/** Tells people of an alert that was raised. */
export async function tellRaised(job: Job, fact: AlertFact): Promise<void> {
  const alert = await findAlert(job.db, fact.tenant_id, fact.alert_id, fact.project_id);
  if (alert) await planOccasion(job, await raisedOccasion(job, fact, alert));
}

/** Tells those who were told of an alert that it is over. */
export async function tellResolved(job: Job, fact: AlertFact): Promise<void> {
  const alert = await findAlert(job.db, fact.tenant_id, fact.alert_id, fact.project_id);
  if (!alert) return;
  const raised = await raisedOccasion(job, fact, alert);
  const { resolved_at, resolved_by } = alert;
  await planOccasion(job, {
    ...raised,
    source_id: `${alert.id} resolved`,
    type: 'alert.resolved',
    at: Date.parse(resolved_at ?? alert.last_fired_at),
    follows: { source_id: raised.source_id, at: raised.at },
    content: { ...raised.content, resolved_by: resolved_by ?? undefined },
  });
}

async function raisedOccasion({ db }: Job, { tenant_id, project_id, rev }: AlertFact, alert: Alert): Promise<Occasion> {
  const { id, rule_id, severity, title, currency, payload, occurrences } = alert;
  const at = Date.parse(alert.created_at);
  const rule = (await rulesById(db, { tenant_id, id: project_id }, [rule_id])).get(rule_id);
  const event = rule?.template === 'abandoned_checkout' ? { event: 'checkout_abandoned' as const } : {};
  const content: AlertContent = {
    alert_id: id,
    title,
    severity,
    currency,
    payload,
    raised_at: alert.created_at,
    ...event,
  };
  return {
    source_id: `${id} raised`,
    type: 'alert.raised',
    tenant_id,
    project_id,
    at,
    severity,
    subject: { id, at, rev, count: occurrences },
    group_key: rule_id,
    ...event,
    content,
  };
}
