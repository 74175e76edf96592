/** Sending the digest of an hour: the report of its period is made, everybody who chose the hour is told, then the hour moves on. */
import type { Ctx } from '../../base/context.ts';
import { addDays, startOfDay } from '../../base/time.ts';
import type { FactOf } from '../../facts.ts';
import {
  type DigestHour,
  digestTold,
  dueDigest,
  type Occasion,
  planOccasion,
  type ReportContent,
} from '../../flow/notifications/index.ts';
import { findProjectAnyTenant, findTenant } from '../../tenants/orgs/index.ts';
import { makeReport } from './make-report.ts';
import type { ReportRow } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/**
 * Safe to repeat, to run twice at once and to lose half-way: there is one report of the period, each plan is one row, and the hour
 * stays due until all are written. Of archived projects and suspended tenants nobody is told, and their hours move on.
 */
export async function runDigest(job: Job, fact: FactOf<'digest.due'>): Promise<void> {
  const due = await dueDigest(job, fact);
  if (!due) return;
  const [project, tenant] = await Promise.all([
    findProjectAnyTenant(job.db, fact.project_id),
    findTenant(job.db, fact.tenant_id),
  ]);
  if (project?.status === 'active' && tenant?.status === 'active') {
    const { report } = await makeReport(job, project, due.period);
    await planOccasion(job, digestOccasion(report, fact));
  }
  await digestTold(job, due.time, project);
}

/** The same for whatever hour it is told at, so that nobody who changes theirs gets a report twice. */
function digestOccasion(row: ReportRow, { kind, at, timezone }: Required<DigestHour>): Occasion {
  const { id, tenant_id, project_id, from, to, body } = row;
  const ended_at = startOfDay(addDays(to, 1), row.timezone);
  const content: ReportContent = { report_id: id, kind: row.kind, from, to, ...leadOf(body.numbers[0]) };
  return {
    source_id: `${id} digest`,
    type: 'report',
    tenant_id,
    project_id,
    at: ended_at,
    severity: 'info',
    digest: { kind, at, timezone },
    subject: { id, at: ended_at, rev: 1, count: 1 },
    group_key: kind,
    content,
  };
}

function leadOf(number: ReportRow['body']['numbers'][number] | undefined): Pick<ReportContent, 'currency' | 'payload'> {
  if (!number) return { currency: null, payload: null };
  const { metric, unit, value, previous, parts, reason } = number;
  const payload = { metric, unit, observed: value, expected: previous, threshold: null, parts, reason };
  return { currency: reason.currency ?? null, payload };
}
