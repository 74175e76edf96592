/** Running a rule by hand. */
import { hubOf, ledgerOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import { recordAudit } from '../../tenants/audit/index.ts';
import { writableProject } from './create-rule.ts';
import type { AlertPayload, Decision } from './judgement.ts';
import { isLive } from './metric-of.ts';
import type { RulesHub, RulesLedger } from './objects.ts';
import { ownRule } from './read-rules.ts';
import { NO_ERROR, saveRuns } from './scheduled/due-store.ts';
import { judgeNow } from './scheduled/evaluate-due.ts';
import type { Rule, RunResult } from './schema.ts';
import { heldRule } from './store.ts';

/**
 * Judges a rule now: a live one by its ledger's events so far, one of a metric by its newest complete period, a schedule as if it were
 * time. What was judged before is not counted twice.
 */
export async function runRule(ctx: Ctx, id: string): Promise<RunResult> {
  requirePermission(ctx, 'rules:write');
  const project = await writableProject(ctx);
  const rule = await ownRule(ctx, project.id, id);
  if (!rule.enabled) throw new AppError('conflict', 'rule.disabled', 'This rule is switched off.');
  const { tenant_id } = ctx;
  const ran = recordAudit(ctx, { action: 'rule.run', target_type: 'rule', target: heldRule(rule) });
  if (isLive(rule, project)) {
    const verdict = await callObject(async () => await ledgerOf<RulesLedger>(ctx.env, project.id).judgeNow(id));
    await batch(ctx.db, [ran]);
    return {
      rule_id: id,
      firing: verdict?.firing ?? null,
      ...numbersOf(rule, verdict?.payload),
      decisions: (verdict?.decisions ?? []).map(shown),
    };
  }
  const judgements = await judgeNow(ctx, project, rule);
  const decisions =
    judgements.length > 0
      ? await callObject(async () => await hubOf<RulesHub>(ctx.env, tenant_id).judge(tenant_id, judgements))
      : [];
  const { revision, next_run_at } = rule;
  const last_run_at = new Date(ctx.now).toISOString();
  const run = { id, revision, judged: next_run_at, last_run_at, next_run_at, ...NO_ERROR };
  await batch(ctx.db, [saveRuns(ctx.db, tenant_id, [run]), ran]);
  const last = judgements.at(-1);
  const firing = last ? last.verdict === 'firing' : null;
  return { rule_id: id, firing, ...numbersOf(rule, last?.payload), decisions: decisions.map(shown) };
}

function numbersOf(rule: Pick<Rule, 'threshold'>, payload: AlertPayload | null | undefined) {
  const { observed = null, expected = null, threshold = rule.threshold, explanation = '' } = payload ?? {};
  return { observed, expected, threshold, explanation: explanation || null };
}

function shown({ currency, outcome, alert_id }: Decision): RunResult['decisions'][number] {
  return { currency: currency === '' ? null : currency, outcome, alert_id };
}
