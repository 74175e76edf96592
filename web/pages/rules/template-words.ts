/** The catalogue's rules in the reader's language; the API tells of them in English. */
import { t } from '@lingui/core/macro';
import { sayName } from '../../base/words/template-names.ts';
import type { RuleTemplate } from './rule-types.ts';

/** What a template is called and why one wants it. */
export function templateWords({ template, description, rule }: RuleTemplate): { name: string; text: string } {
  const texts: Partial<Record<RuleTemplate['template'], string>> = {
    payment_failed: t`A payment fails: the customer wanted to buy, so a word today may still win the sale.`,
    abandoned_checkout: t`A checkout that no payment follows within a day.`,
    refund_spike: t`Many more refunds in a day than usual, and at least three.`,
    low_bookings: t`Far fewer bookings in a day than usual.`,
    churn_risk: t`More subscriptions end in a day than usual, and at least three.`,
    revenue_drop: t`A day’s revenue far below what that weekday usually brings.`,
    no_data: t`No event has arrived for 24 hours: tracking may be broken.`,
    build_failed: t`Your platform reports a failed build.`,
    weekly_briefing: t`Every Monday at eight: how the last seven days went.`,
  };
  return { name: sayName(rule.name), text: texts[template] ?? description };
}

/** What a rule is called: one from a template that nobody has renamed, as the reader would say it. */
export function ruleName({ name, template }: { name: string; template: string | null }): string {
  return template === null ? name : sayName(name);
}
