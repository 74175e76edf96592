/** Reading rules: one, a page of them, and the catalogue they can be made from. */
import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../base/page.ts';
import { findProject, type Project } from '../../tenants/orgs/index.ts';
import type { Rule, RulesQuery, RuleTemplate } from './schema.ts';
import { findRule, pageRules, type StoredRule, shownRule, templatesInUse } from './store.ts';
import { catalogueOf } from './templates.ts';

/** The project of a call; `missing` when it is not the tenant's. */
export async function ownProject(ctx: Ctx): Promise<Project> {
  const project = await findProject(ctx.db, ctx.tenant_id, requireProject(ctx));
  if (!project) throw missing('project');
  return project;
}

/** A page of the project's rules, oldest first. */
export async function listRules(ctx: Ctx, { type, cursor, limit }: RulesQuery) {
  requirePermission(ctx, 'rules:read');
  const project = await ownProject(ctx);
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await pageRules(ctx.db, ctx.tenant_id, project.id, { type, after, limit: limit + 1 });
  const data = rows.slice(0, limit).map(shownRule);
  return { data, next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.id]) : null };
}

/** One rule of the project. */
export async function readRule(ctx: Ctx, id: string): Promise<Rule> {
  requirePermission(ctx, 'rules:read');
  return shownRule(await ownRule(ctx, (await ownProject(ctx)).id, id));
}

/** The row of a rule; `missing` when the project has none of this id. */
export async function ownRule(ctx: Pick<Ctx, 'db' | 'tenant_id'>, project_id: string, id: string): Promise<StoredRule> {
  const rule = await findRule(ctx.db, ctx.tenant_id, project_id, id);
  if (!rule) throw missing('rule');
  return rule;
}

/** The catalogue of the project's industry, each entry with the rule that was made from it. */
export async function listTemplates(ctx: Ctx): Promise<RuleTemplate[]> {
  requirePermission(ctx, 'rules:read');
  const project = await ownProject(ctx);
  const used = await templatesInUse(ctx.db, ctx.tenant_id, project.id);
  return catalogueOf(project).map((entry) => ({ ...entry, rule_id: used.get(entry.template) ?? null }));
}
