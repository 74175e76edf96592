/** The catalogue's rules in the reader's language; the API tells of them in English. */
import { t } from '@lingui/core/macro';
import type { RuleTemplate } from './rule-types.ts';

/** What a template is called and why one wants it. */
export function templateWords({ template, description, rule }: RuleTemplate): { name: string; text: string } {
  const known: Partial<Record<RuleTemplate['template'], { name: string; text: string }>> = {
    payment_failed: {
      name: t`Failed payment`,
      text: t`A payment fails: the customer wanted to buy, so a word today may still win the sale.`,
    },
    abandoned_checkout: { name: t`Abandoned checkout`, text: t`A checkout that no payment follows within a day.` },
    refund_spike: { name: t`Refund spike`, text: t`Many more refunds in a day than usual, and at least three.` },
    low_bookings: { name: t`Low bookings`, text: t`Far fewer bookings in a day than usual.` },
    churn_risk: { name: t`Churn risk`, text: t`More subscriptions end in a day than usual, and at least three.` },
    revenue_drop: { name: t`Revenue drop`, text: t`A day’s revenue far below what that weekday usually brings.` },
    no_data: { name: t`No data`, text: t`No event has arrived for 24 hours: tracking may be broken.` },
    build_failed: { name: t`Build failed`, text: t`Your platform reports a failed build.` },
    weekly_briefing: { name: t`Weekly briefing`, text: t`Every Monday at eight: how the last seven days went.` },
  };
  return known[template] ?? { name: rule.name, text: description };
}
