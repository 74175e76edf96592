/** A project's live rules as its Ledger holds them: those whose truth can only grow within a period. */

import type { Measure } from '../../metrics/index.ts';
import type { AlertPayload, Decision } from '../judgement.ts';
import type { Severity, Where } from '../schema.ts';

interface Common {
  id: string;
  revision: number;
  name: string;
  severity: Severity;
  cooldown_minutes: number;
  mark_days: number;
}

/** A count or sum of one period that reaches a threshold; `currency` '' counts events of all currencies. */
export interface LiveThreshold extends Common {
  type: 'metric_threshold';
  metric: string;
  unit: 'count' | 'money';
  measure: Measure;
  currency: string;
  operator: 'gt' | 'gte';
  threshold: number;
  grain: 'hour' | 'day';
  for_minutes: number;
}

/** An event that occurs `count` times within a sliding window. */
export interface LiveEvent extends Common {
  type: 'event';
  event_type: string;
  count: number;
  window_minutes: number;
  where: Where | null;
}

/** An event that another one has to follow, joined on session, correlation or entity. */
export interface LiveFollowUp extends Common {
  type: 'missing_follow_up';
  event_type: string;
  follow_up: string;
  within_minutes: number;
  where: Where | null;
}

export type LiveRule = LiveThreshold | LiveEvent | LiveFollowUp;

/** All live rules of a project, absolute: a set of a higher revision replaces the one before, an older one is ignored. */
export interface RuleSet {
  tenant_id: string;
  project_id: string;
  rev: number;
  timezone: string;
  rules: LiveRule[];
}

/** A rule of a set that its ledger cannot judge, and why. */
export interface RuleFailure {
  rule_id: string;
  message: string;
}

/** The revision in force, and the rules of it that are not judged. */
export interface SetReply {
  rev: number;
  failures: RuleFailure[];
}

/** What a ledger found when it was asked to judge one rule by hand; `firing` is null where it cannot be known. */
export interface LiveVerdict {
  firing: boolean | null;
  payload: AlertPayload | null;
  decisions: Decision[];
}
