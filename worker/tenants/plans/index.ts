/** Door of the plans room. */
export { mostProjects, PLAN_IDS, type Plan, planOf, retentionOf } from './plans.ts';
