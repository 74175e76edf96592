/** The plans as data: what each one allows. */

export interface Plan {
  id: string;
  label: string;
  /** Accepted events a minute per project and source, refilled continuously. */
  events_per_minute: number;
  /** Most events that may arrive at once after a quiet time. */
  events_burst: number;
  /** Requests a minute over all projects of a tenant, event ingest apart; one open Overview of a busy shop makes about 50. */
  requests_per_minute: number;
  /** Most days that raw events are kept from receipt; a project may set fewer. */
  retention_days: number;
  /** Most projects in use at once; a plan without it has no limit. */
  projects?: number;
  /** Most rules of one project. */
  rules: number;
  /** Mails to members and recipients a UTC day; letters of accounts do not count. */
  mails_per_day: number;
  /** WhatsApp messages to members a UTC day: each may cost the operator. */
  whatsapps_per_day: number;
  /** Hard quantities per billing period, by meter; a meter that is not named is not limited. */
  limits: Readonly<Record<string, number>>;
}

export const PLANS: Readonly<Record<string, Plan>> = {
  free: {
    id: 'free',
    label: 'Free',
    events_per_minute: 100,
    events_burst: 1_000,
    requests_per_minute: 600,
    retention_days: 90,
    projects: 3,
    rules: 20,
    mails_per_day: 200,
    whatsapps_per_day: 50,
    limits: { ingest_unit: 1_000_000 },
  },
  growth: {
    id: 'growth',
    label: 'Growth',
    events_per_minute: 6_000,
    events_burst: 30_000,
    requests_per_minute: 6_000,
    retention_days: 90,
    projects: 25,
    rules: 200,
    mails_per_day: 5_000,
    whatsapps_per_day: 1_000,
    limits: {},
  },
  internal: {
    id: 'internal',
    label: 'Internal',
    events_per_minute: 1_000_000_000,
    events_burst: 1_000_000_000,
    requests_per_minute: 1_000_000_000,
    retention_days: 90,
    rules: 2_000,
    mails_per_day: 1_000_000,
    whatsapps_per_day: 1_000_000,
    limits: {},
  },
};

export const PLAN_IDS = Object.keys(PLANS) as [string, ...string[]];

/** The plan of a tenant's row; a plan that was withdrawn falls back to the free one. */
export function planOf(id: string): Plan {
  return PLANS[id] ?? PLANS.free!;
}

/** How many projects a tenant of this plan may have in use; archived ones do not count. */
export function mostProjects(plan_id: string): number {
  return planOf(plan_id).projects ?? Number.MAX_SAFE_INTEGER;
}

/** How many rules a project of this plan may have. */
export function mostRules(plan_id: string): number {
  return planOf(plan_id).rules;
}

/** Days that raw events of a project are kept: what the project sets, within the plan. */
export function retentionOf(plan: Plan, asked: number | null): number {
  return Math.min(asked ?? plan.retention_days, plan.retention_days);
}
