/** The report of noisy rules: what became of their alerts, and thresholds that would have been quieter. */

import { type Ctx, requirePermission, requireProject } from '../../base/context.ts';
import { missing } from '../../base/errors.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { findProject } from '../../tenants/orgs/index.ts';
import { rulesById, suggestFor } from '../rules/index.ts';
import { acknowledgedPeriods, sumNoise } from './noise-store.ts';
import type { NoiseReport } from './schema.ts';

/** Rules in a report, and those of them that are back-tested. */
const MAX_RULES = 100;
const MAX_TESTED = 5;

/**
 * Rules with the least wanted alerts come first. The noisiest get a suggestion, computed by back-testing over the same days; to
 * apply it, send its `patch` to the rule.
 */
export async function reportNoise(ctx: Ctx, days: number): Promise<NoiseReport> {
  requirePermission(ctx, 'alerts:read');
  const project = await findProject(ctx.db, ctx.tenant_id, requireProject(ctx));
  if (!project) throw missing('project');
  const since = ctx.now - days * DAY_MS;
  const [noises, periods] = await Promise.all([
    sumNoise(ctx.db, ctx.tenant_id, project.id, since, MAX_RULES),
    acknowledgedPeriods(ctx.db, ctx.tenant_id, project.id, since),
  ]);
  const rules = await rulesById(
    ctx.db,
    project,
    noises.map(({ rule_id }) => rule_id),
  );
  const data: NoiseReport['data'] = [];
  for (const [place, noise] of noises.entries()) {
    const rule = rules.get(noise.rule_id);
    // Of a rule that was deleted nothing can be made quieter.
    if (!rule) continue;
    const acknowledged = periods.filter(({ rule_id }) => rule_id === rule.id).map(({ from }) => Date.parse(from));
    const found = place < MAX_TESTED ? await suggestFor(ctx, project, { rule, acknowledged }, days) : undefined;
    const { name, type, severity, enabled, threshold } = rule;
    const { alerts_now = 0, alerts_then = 0 } = found ?? {};
    const suggestion = found ? { patch: { threshold: found.threshold }, alerts_now, alerts_then } : null;
    data.push({ name, type, severity, enabled, threshold, ...noise, suggestion });
  }
  return { days, from: new Date(since).toISOString(), data, next_cursor: null };
}
