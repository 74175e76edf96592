/** What can be done with a rule from its row: at once on screen, and taken back where that can be. */
import { t } from '@lingui/core/macro';
import { request } from '../../base/api/api.ts';
import type { ApiError } from '../../base/api/call.ts';
import { errorText } from '../../base/words/error-words.ts';
import { say } from '../../parts/layer/toast.tsx';
import type { Rule, RulePatch } from './rule-types.ts';
import { ruleName } from './template-words.ts';
import type { Rules } from './use-rules.ts';

export interface RuleActions {
  /** Switches a rule on or off. */
  toggle: (rule: Rule) => Promise<void>;
  /** Judges a rule now and shows the result. */
  run: (rule: Rule) => Promise<void>;
  /** Changes a rule and shows `words`, with an undo. */
  change: (rule: Rule, patch: RulePatch, words: string) => Promise<void>;
  remove: (rule: Rule) => Promise<void>;
}

/** The actions of a project's rules; `after` is called when alerts may have changed. */
export function ruleActions(project: string, { put, drop, query }: Rules, after: () => void): RuleActions {
  const patch = (id: string, body: RulePatch) => request.patch('/v1/rules/{id}', { path: { id }, project, body });
  const change = async (rule: Rule, fields: RulePatch, words: string) => {
    put({ ...rule, ...fields, revision: rule.revision + 1 } as Rule);
    try {
      put(await patch(rule.id, fields));
      say(words, () => takeBack(rule, Object.keys(fields)));
      after();
    } catch (error) {
      failed(error as ApiError);
      put({ ...rule, revision: rule.revision });
      query.retry();
    }
  };
  const takeBack = async (rule: Rule, names: string[]) => {
    const before = Object.fromEntries(Object.entries(rule).filter(([name]) => names.includes(name)));
    try {
      put(await patch(rule.id, before));
    } catch (error) {
      failed(error as ApiError);
    }
    query.retry();
  };
  const toggle = (rule: Rule) => {
    const name = ruleName(rule);
    return change(rule, { enabled: !rule.enabled }, rule.enabled ? t`${{ name }} is off.` : t`${{ name }} is on.`);
  };
  const run = async (rule: Rule) => {
    const { id } = rule;
    const name = ruleName(rule);
    try {
      const { firing, decisions } = await request.post('/v1/rules/{id}/run', { path: { id }, project });
      const raised = decisions.some(({ outcome }) => outcome === 'raised');
      say(raised ? t`${{ name }} raised an alert.` : runWords(name, firing));
    } catch (error) {
      failed(error as ApiError);
    }
    query.retry();
    after();
  };
  const remove = async (rule: Rule) => {
    const { id } = rule;
    const name = ruleName(rule);
    await request.delete('/v1/rules/{id}', { path: { id }, project });
    drop(id);
    say(t`${{ name }} was deleted.`);
  };
  return { toggle, run, change, remove };
}

function runWords(name: string, firing: boolean | null): string {
  if (firing === null) return t`${{ name }} has nothing to judge yet.`;
  return firing ? t`${{ name }} found what it had found before: nothing new.` : t`${{ name }} found nothing to report.`;
}

/** Shows an error where there is no form. */
export function failed(error: ApiError): void {
  say(errorText(error));
}
