/** Making a report: numbers, alerts and what there is to do are read once and frozen; the same days again are the same report. */
import type { Ctx } from '../../base/context.ts';
import { batch, type Statement } from '../../base/db.ts';
import { recordFact, sendFacts } from '../../base/outbox.ts';
import { dayAt } from '../../base/time.ts';
import { sameFact } from '../../facts.ts';
import { flushLedger } from '../../flow/metrics/index.ts';
import { lastPeriod, type Period } from '../../flow/notifications/index.ts';
import { datedId } from '../../tenants/deliveries/index.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import { readAlerts } from './alerts.ts';
import { readActions } from './next-actions.ts';
import { readNumbers } from './numbers.ts';
import { findReport, insertReport, type ReportRow } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/**
 * The report of a period of the project's calendar that is over; made now unless it is there. `alongside` gives what else its batch
 * writes. Tells of a new one by `report.ready`.
 */
export async function makeReport(
  job: Job,
  project: Project,
  period: Period,
  alongside: (row: ReportRow) => Statement[] = () => [],
): Promise<{ report: ReportRow; isNew: boolean }> {
  const place = { tenant_id: project.tenant_id, project_id: project.id, id: reportId(project.id, period) };
  const known = await findReport(job.db, place);
  if (known) return { report: known, isNew: false };
  const row = { ...place, ...(await freeze(job, project, period)) };
  const { tenant_id, project_id } = place;
  const fact = sameFact('report.ready', place.id, { tenant_id, project_id, report_id: place.id });
  const [added] = await batch(job.db, [
    insertReport(job.db, row),
    ...alongside(row),
    recordFact(job.db, fact, job.now),
  ]);
  await sendFacts(job, [fact]);
  // Another one may have been quicker: what is kept is what was made first.
  return { report: (await findReport(job.db, place))!, isNew: added! > 0 };
}

async function freeze(job: Job, project: Project, period: Period) {
  // What the ledger has not carried to D1 yet would be missing from the last hours.
  await flushLedger(job, project.id);
  const isNewest = lastPeriod(period.kind, dayAt(job.now, project.points_timezone)).to === period.to;
  const [numbers, alerts, next_actions] = await Promise.all([
    readNumbers(job, project, period),
    readAlerts(job.db, project, period),
    isNewest ? readActions(job, project) : [],
  ]);
  const { points_timezone: timezone, currency } = project;
  const created_at = new Date(job.now).toISOString();
  return { ...period, timezone, currency, body: { numbers, ...alerts, next_actions }, created_at };
}

/** Sorts by the last day; the same days of the same kind are the same id. */
function reportId(project_id: string, { kind, from, to }: Period): string {
  return datedId('rpt', Date.parse(`${to}T00:00Z`), `${project_id} ${kind} ${from}`);
}
