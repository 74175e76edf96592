/** Door of the plans room. */
export { mostProjects, mostRules, PLAN_IDS, type Plan, planOf, retentionOf } from './plans.ts';
