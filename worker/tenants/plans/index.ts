/** Door of the plans room. */
export { PLAN_IDS, PLANS, type Plan, planOf } from './plans.ts';
