/** Door of the plans room. */
export { PLAN_IDS, PLANS, type Plan, planOf, retentionOf } from './plans.ts';
