/** The schema of a hub, in the order in which it grew: new steps at the end, none is ever edited. */
import { ALERT_NAMES_STEP, ALERTS_STEP, NOTICES_STEP, SET_ASIDE_STEP } from '../worker/flow/alerts/hub/index.ts';
import { ANCHOR_STEP } from '../worker/tenants/audit/index.ts';
import { TERMS_STEP, WINDOW_STEP } from '../worker/tenants/usage/index.ts';
import { ALARMS_STEP } from './alarms.ts';

export const HUB_SCHEMA: readonly string[] = [
  TERMS_STEP,
  WINDOW_STEP,
  ANCHOR_STEP,
  ALARMS_STEP,
  ALERTS_STEP,
  NOTICES_STEP,
  SET_ASIDE_STEP,
  ALERT_NAMES_STEP,
];
