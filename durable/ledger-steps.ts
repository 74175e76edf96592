/** The schema of a ledger, in the order in which it grew: new steps at the end, none is ever edited. */
import { CUSTOMERS_STEP } from '../worker/flow/customers/index.ts';
import { LEDGER_STEPS, OCCURRENCE_STEP, USAGE_STEP } from '../worker/flow/events/ledger/index.ts';
import {
  LIVE_RULES_STEP,
  RULE_NAMES_STEP,
  SET_ASIDE_SOURCES_STEP,
  SET_ASIDE_STEP,
} from '../worker/flow/rules/live/index.ts';
import { ALARMS_STEP } from './alarms.ts';

export const LEDGER_SCHEMA: readonly string[] = [
  ALARMS_STEP,
  ...LEDGER_STEPS,
  USAGE_STEP,
  LIVE_RULES_STEP,
  SET_ASIDE_STEP,
  RULE_NAMES_STEP,
  OCCURRENCE_STEP,
  SET_ASIDE_SOURCES_STEP,
  CUSTOMERS_STEP,
];
