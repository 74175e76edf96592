/** The schema of a Ledger, one step a change; steps are only ever added at the end. */
import { LEDGER_STEPS } from '../worker/flow/events/ledger/ledger-store.ts';
import { USAGE_STEP } from '../worker/flow/events/ledger/ledger-usage-store.ts';
import { LIVE_RULES_STEP } from '../worker/flow/rules/live/ledger-rules-store.ts';
import { ALARMS_STEP } from './alarms.ts';

export const STEPS: readonly string[] = [ALARMS_STEP, ...LEDGER_STEPS, USAGE_STEP, LIVE_RULES_STEP];
