/** The catalogue of rules by industry, as data: what a new project starts with, and what others may add. */
import type { Project } from '../../tenants/orgs/index.ts';
import type { RuleInput, TEMPLATE_IDS } from './schema.ts';

export type TemplateId = (typeof TEMPLATE_IDS)[number];
type Industry = Project['industry'];

/** A rule of the catalogue, and why one wants it. */
export interface Template {
  template: TemplateId;
  description: string;
  rule: Omit<RuleInput, 'template'>;
}

const ALL: Record<TemplateId, Omit<Template, 'template'>> = {
  payment_failed: {
    description: 'A payment fails: the customer wanted to buy, so a word today may still win the sale.',
    rule: { name: 'Failed payment', type: 'event', event_type: 'payment_failed', count: 1, window_minutes: 60 },
  },
  abandoned_checkout: {
    description: 'A checkout that no payment follows within a day.',
    rule: {
      name: 'Abandoned checkout',
      type: 'missing_follow_up',
      event_type: 'checkout_started',
      follow_up: 'payment_succeeded',
      within_minutes: 1_440,
      severity: 'info',
    },
  },
  refund_spike: {
    description: 'Many more refunds in a day than usual, and at least three.',
    rule: {
      name: 'Refund spike',
      type: 'anomaly',
      metric: 'refunds',
      method: 'zscore',
      threshold: 1,
      direction: 'up',
      percent_of_average: 150,
      min_observed: 3,
    },
  },
  low_bookings: {
    description: 'Far fewer bookings in a day than usual.',
    rule: {
      name: 'Low bookings',
      type: 'anomaly',
      metric: 'bookings',
      method: 'zscore',
      threshold: 1,
      direction: 'down',
      percent_of_average: 50,
    },
  },
  churn_risk: {
    description: 'More subscriptions end in a day than usual, and at least three.',
    rule: {
      name: 'Churn risk',
      type: 'anomaly',
      metric: 'subscriptions_canceled',
      threshold: 2,
      direction: 'up',
      min_observed: 3,
    },
  },
  revenue_drop: {
    description: 'A day’s revenue far below what that weekday usually brings.',
    rule: { name: 'Revenue drop', type: 'anomaly', metric: 'revenue', direction: 'down', severity: 'critical' },
  },
  no_data: {
    description: 'No event has arrived for 24 hours: tracking may be broken.',
    rule: {
      name: 'No data',
      type: 'metric_threshold',
      metric: 'usage.ingest_unit',
      operator: 'lt',
      threshold: 1,
      grain: 'hour',
      for_minutes: 1_440,
      severity: 'critical',
    },
  },
  build_failed: {
    description: 'Your platform reports a failed build.',
    rule: {
      name: 'Build failed',
      type: 'event',
      event_type: 'custom.platform.build_failed',
      count: 1,
      window_minutes: 60,
    },
  },
  weekly_briefing: {
    description: 'Every Monday at eight: how the last seven days went.',
    rule: {
      name: 'Weekly briefing',
      type: 'schedule',
      schedule: '0 8 * * mon',
      metric: 'net_revenue',
      severity: 'info',
    },
  },
};

/** What matters to each industry, and the metric of its briefing. */
const BY_INDUSTRY: Record<Industry, { starter: TemplateId[]; also: TemplateId[]; briefing: string }> = {
  ecommerce: {
    starter: ['payment_failed', 'abandoned_checkout', 'refund_spike', 'revenue_drop', 'no_data', 'weekly_briefing'],
    also: [],
    briefing: 'net_revenue',
  },
  saas: {
    starter: ['payment_failed', 'churn_risk', 'revenue_drop', 'build_failed', 'no_data', 'weekly_briefing'],
    also: ['abandoned_checkout', 'refund_spike'],
    briefing: 'net_revenue',
  },
  restaurant: {
    starter: ['low_bookings', 'refund_spike', 'revenue_drop', 'no_data', 'weekly_briefing'],
    also: ['payment_failed'],
    briefing: 'bookings',
  },
  services: {
    starter: ['low_bookings', 'payment_failed', 'revenue_drop', 'no_data', 'weekly_briefing'],
    also: ['refund_spike'],
    briefing: 'bookings',
  },
  fitness: {
    starter: ['low_bookings', 'churn_risk', 'payment_failed', 'no_data', 'weekly_briefing'],
    also: ['revenue_drop', 'refund_spike'],
    briefing: 'bookings',
  },
  hospitality: {
    starter: ['low_bookings', 'refund_spike', 'revenue_drop', 'no_data', 'weekly_briefing'],
    also: ['payment_failed', 'abandoned_checkout'],
    briefing: 'bookings',
  },
  agency: {
    starter: ['no_data', 'build_failed', 'weekly_briefing'],
    also: ['payment_failed', 'churn_risk', 'revenue_drop'],
    briefing: 'leads',
  },
  generic: {
    starter: ['payment_failed', 'revenue_drop', 'no_data', 'weekly_briefing'],
    also: ['abandoned_checkout', 'refund_spike', 'low_bookings', 'churn_risk', 'build_failed'],
    briefing: 'net_revenue',
  },
};

/** The catalogue of a project's industry, starters first; the briefing is at eight in the project's time zone. */
export function catalogueOf(project: Pick<Project, 'industry' | 'timezone'>): (Template & { starter: boolean })[] {
  const { starter, also, briefing } = BY_INDUSTRY[project.industry];
  return [...starter, ...also].map((template, i) => {
    const { description, rule } = ALL[template];
    const own = rule.type === 'schedule' ? { metric: briefing, timezone: project.timezone } : {};
    return { template, description, starter: i < starter.length, rule: { ...rule, ...own } };
  });
}
