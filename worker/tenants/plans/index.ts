/** Door of the plans room. */
export { PLAN_IDS, type Plan, planOf, retentionOf } from './plans.ts';
