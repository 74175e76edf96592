/** Under which terms a sender's events are taken: known from the key without a read, from D1 for a person. */
import type { Ctx } from '../../../base/context.ts';
import { missing } from '../../../base/errors.ts';
import type { KeyActor } from '../../../tenants/auth/index.ts';
import { findProject, findTenant, type Project, refuseArchived } from '../../../tenants/orgs/index.ts';
import { type Plan, planOf, retentionOf } from '../../../tenants/plans/index.ts';
import type { PiiPolicy } from '../pii/scrub.ts';
import type { Sender } from './check-event.ts';
import type { Rate } from './token-bucket.ts';

export interface IngestTerms {
  sender: Sender['kind'];
  pii_policy: PiiPolicy;
  retention_days: number;
  rate: Rate;
  plan: string;
}

/** The terms of the ctx's actor for its project. */
export async function ingestTermsOf(ctx: Ctx, project_id: string): Promise<IngestTerms> {
  if (ctx.actor.type === 'key') {
    const { kind, plan, project } = (ctx.actor as KeyActor).access;
    return termsOf(kind, plan, project);
  }
  const [tenant, project] = await Promise.all([
    findTenant(ctx.db, ctx.tenant_id),
    findProject(ctx.db, ctx.tenant_id, project_id),
  ]);
  if (!tenant || !project) throw missing('project');
  refuseArchived(project);
  return termsOf('person', planOf(tenant.plan), project);
}

function termsOf(sender: Sender['kind'], plan: Plan, { pii_policy, retention_days }: Project): IngestTerms {
  return {
    sender,
    pii_policy,
    plan: plan.id,
    retention_days: retentionOf(plan, retention_days),
    rate: { per_minute: plan.events_per_minute, burst: plan.events_burst },
  };
}
