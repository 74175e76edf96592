/** Door of the live rules' shelf, for the object that runs them. */

export type { Measured, Span } from './history.ts';
export { LIVE_RULES_STEP, RULE_NAMES_STEP } from './ledger-rules-store.ts';
export type { RuleSet } from './live-rule.ts';
export { LiveRules } from './live-rules.ts';
export { SET_ASIDE_SOURCES_STEP, SET_ASIDE_STEP } from './set-aside-store.ts';
