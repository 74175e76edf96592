/** What there is to do in a project, as the Overview offers it; what cannot be read is not offered. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { describeError } from '../../base/log.ts';
import { callObject } from '../../base/retry.ts';
import { addDays, dayAt, startOfDay } from '../../base/time.ts';
import type { EventsLedger } from '../../flow/events/index.ts';
import { readPoints } from '../../flow/metrics/index.ts';
import { pageRules } from '../../flow/rules/index.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { usualFollowUp } from '../../shared/follow-up.ts';
import type { Project } from '../../tenants/orgs/index.ts';
import type { NextAction } from './schema.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** As far back as the lists behind the numbers look. */
const LOOKS_BACK_DAYS = 7;
/** What was not answered for a day waits. */
const WAITS_MS = DAY_MS;
/** Beyond this the exact number is not needed. */
const MAX_COUNTED = 99;

type Count = Pick<NextAction, 'count' | 'more'>;
const NONE: Count = { count: 0, more: false };

/** Only what there is to do, the most valuable first. */
export async function readActions(job: Job, project: Project): Promise<NextAction[]> {
  const or = (asked: Promise<Count>) =>
    asked.catch((error: unknown) => {
      job.log('warn', 'action not read', { project_id: project.id, ...describeError(error) });
      return NONE;
    });
  const [leads, checkouts, failures, rules] = await Promise.all([
    or(unanswered(job, project, 'lead_created', usualFollowUp(project.industry))),
    or(unanswered(job, project, 'checkout_started', 'payment_succeeded')),
    or(failedPayments(job, project)),
    or(missingRules(job, project)),
  ]);
  const offered: [NextAction['action'], Count, string][] = [
    ['follow_up_leads', leads!, '/leads?view=unanswered'],
    ['win_back_checkouts', checkouts!, '/transactions?view=abandoned'],
    ['review_failed_payments', failures!, '/transactions?kind=failed'],
    ['set_up_rules', rules!, '/rules?'],
  ];
  return offered
    .filter(([, { count }]) => count > 0)
    .map(([action, count, path]) => ({
      action,
      ...count,
      url: `${path}&project=${project.id}`.replace('?&', '?'),
    }));
}

/** Events of a type that another has not followed within a day. */
async function unanswered(job: Job, project: Project, event_type: string, follow_up: string): Promise<Count> {
  const filter = {
    ...{ event_type, follow_up, within_ms: WAITS_MS },
    from: startOfDay(firstDay(job, project), project.points_timezone),
    to: job.now - WAITS_MS,
    below: undefined,
    limit: MAX_COUNTED,
  };
  const found = await callObject(async () => await ledgerOf<EventsLedger>(job.env, project.id).unanswered(filter));
  return found ? { count: found.events.length, more: found.more } : NONE;
}

async function failedPayments(job: Job, project: Project): Promise<Count> {
  const span: [string, string] = [firstDay(job, project), '9999'];
  const points = await readPoints(job.db, project, 'day', ['payment_failed'], span);
  return { count: points.reduce((sum, { n }) => sum + n, 0), more: false };
}

/** One, where the project has no rule at all. */
async function missingRules({ db }: Job, { tenant_id, id }: Project): Promise<Count> {
  const [rule] = await pageRules(db, tenant_id, id, { after: '', limit: 1 });
  return { count: rule ? 0 : 1, more: false };
}

function firstDay({ now }: Job, { points_timezone }: Project): string {
  return addDays(dayAt(now, points_timezone), 1 - LOOKS_BACK_DAYS);
}
