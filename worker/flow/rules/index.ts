/** Door of the rules room: rules, how they are judged, and the judgements that become alerts. */
export { partsBetween } from './explain.ts';
export type { AlertPayload, Decision, Deviation, Judgement, MarkNotice } from './judgement.ts';
export { erasedLabel } from './labels.ts';
export { isLedgerSource, putBackRow } from './live/aside-rows.ts';
export type { RulesHub, RulesLedger } from './objects.ts';
export { rulesById, suggestFor } from './rule-history.ts';
export { dimensionsOf } from './scheduled/add-dimensions.ts';
export { SEVERITIES } from './schema.ts';
export { singleEvents } from './single-events.ts';
export { pageRules, shownRule } from './store.ts';
