/** Critical alerts that nobody takes on go to one person after the other, each once, until somebody acts. */
import { batch } from '../../../base/db.ts';
import { DAY_MS } from '../../../shared/durations.ts';
import { permissionsOfRole, ROLES } from '../../../tenants/auth/index.ts';
import { findAlert } from '../../alerts/index.ts';
import type { EscalationContent } from '../kinds/escalation-notice.ts';
import type { Occasion } from '../occasion.ts';
import { type Job, planOccasion } from '../plan/plan.ts';
import { takesMail } from '../preferences/preferences.ts';
import { type Member, pageAudience } from '../store.ts';
import {
  type DueAlert,
  dropSteps,
  insertStep,
  listAsked,
  listUnacknowledged,
  listUnplanned,
  markPlanned,
  type Step,
} from './escalation-store.ts';

/** Alerts of one run; the next minute goes on. */
const MOST = 200;
/** After this nobody else is asked. */
const USEFUL_MS = DAY_MS;
const KEPT_MS = 30 * DAY_MS;
/** Members who are looked at for the next person. */
const PEOPLE = 1_000;

/** The minute cron's part. Two runs at once ask the same person; one that breaks off goes on with the next run. */
export async function escalateAlerts(job: Job): Promise<void> {
  const since = new Date(job.now - USEFUL_MS).toISOString();
  for (const due of await listUnacknowledged(job.db, { now: job.now, since, limit: MOST })) await askNext(job, due);
  for (const step of await listUnplanned(job.db, MOST)) {
    await tellNext(job, step);
    await batch(job.db, [markPlanned(job.db, step)]);
  }
}

/** The daily job: forgets who was asked a month ago. */
export async function purgeEscalations({ db, now }: Pick<Job, 'db' | 'now'>): Promise<void> {
  await dropSteps(db, now - KEPT_MS);
}

async function askNext(job: Job, due: DueAlert): Promise<void> {
  const asked = await listAsked(job.db, due);
  const chosen = JSON.parse(due.escalate_to) as string[];
  const whose = { ...due, ...(chosen.length > 0 ? { user_ids: chosen } : {}) };
  const people = await pageAudience(job.db, whose, '', PEOPLE);
  const next = inOrder(people, chosen).find(({ user_id }) => !asked.has(user_id));
  if (!next) return;
  const { tenant_id, project_id, alert_id } = due;
  const step = { tenant_id, project_id, alert_id, step: due.asked + 1, user_id: next.user_id, asked_at: job.now };
  await batch(job.db, [insertStep(job.db, step)]);
}

/** Who may be asked, in order (pure): those that were chosen, else by role and then by whose account is older. Nobody who takes no mails. */
export function inOrder<T extends Pick<Member, 'user_id' | 'role' | 'preferences'>>(
  people: T[],
  chosen: string[],
): T[] {
  const able = people.filter(
    ({ role, preferences }) => permissionsOfRole(role).has('alerts:acknowledge') && takesMail(preferences),
  );
  if (chosen.length > 0) return chosen.flatMap((id) => able.find(({ user_id }) => user_id === id) ?? []);
  return [...able].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || (a.user_id < b.user_id ? -1 : 1));
}

async function tellNext(job: Job, { tenant_id, project_id, alert_id, step, user_id, asked_at }: Step): Promise<void> {
  const alert = await findAlert(job.db, tenant_id, alert_id, project_id);
  if (alert?.status !== 'pending') return;
  const { title, severity, currency, payload, created_at, rule_id } = alert;
  const waited_minutes = Math.max(1, Math.round((asked_at - Date.parse(created_at)) / 60_000));
  const content: EscalationContent = { alert_id, title, severity, currency, payload, waited_minutes };
  const occasion: Occasion = {
    source_id: `${alert_id} escalated ${step}`,
    type: 'alert.escalated',
    tenant_id,
    project_id,
    at: asked_at,
    severity,
    subject: { id: `${alert_id} escalated ${step}`, at: asked_at, rev: 1, count: 1 },
    group_key: rule_id,
    user_ids: [user_id],
    also_by: ['in_app', 'email'],
    content,
  };
  await planOccasion(job, occasion);
}
