/** The rules that a new project starts with. */
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { isTransient } from '../../base/retry.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { findProject } from '../../tenants/orgs/index.ts';
import { matchLocale } from '../../words/locales.ts';
import { RULE_NAMES } from '../../words/names.ts';
import { draftRule } from './draft-rule.ts';
import { consequencesOf, putInForce } from './live/push-rules.ts';
import { roomOf } from './rules-of-plan.ts';
import { insertRule, newRule } from './store.ts';
import { catalogueOf } from './templates.ts';

/** Gives a project the starters of its industry, named in a language; one that it has already is left as it is, so this may run twice. */
export async function startRules(
  job: Pick<Ctx, 'env' | 'db' | 'now' | 'log'>,
  tenant_id: string,
  project_id: string,
  locale?: string,
): Promise<void> {
  const project = await findProject(job.db, tenant_id, project_id);
  if (!project) return;
  const ctx = {
    ...job,
    tenant_id,
    actor: { type: 'system', id: 'starter rules' } as const,
    request_id: 'project.created',
  };
  const room = await roomOf(ctx);
  const starters = catalogueOf(project).filter(({ starter }) => starter);
  const names = RULE_NAMES[matchLocale(locale) ?? 'en'];
  const rows = starters.map(({ template, rule }) =>
    draftRule(job, project, { ...rule, name: names[template], template }),
  );
  const { facts, statements } = consequencesOf(job, { tenant_id, project_id, live: true });
  await batch(job.db, [
    ...rows.flatMap((row) => [
      insertRule(job.db, row, room),
      recordAudit(ctx, { action: 'rule.created', target_type: 'rule', target: newRule(tenant_id, row.id) }),
    ]),
    ...statements,
  ]);
  // The rules are there; should their ledger be out of reach, the recorded facts reach it later.
  await putInForce(job, facts).catch((error: unknown) => {
    if (!isTransient(error)) throw error;
  });
}
