/** The interface of sources: what is worth telling, as planning takes it. */
import type { PeriodKind } from './digests/periods.ts';
import type { BusinessEvent, Way } from './preferences/schema.ts';

export type Severity = 'info' | 'warning' | 'critical';

/** `HH:MM` by the clock of a zone, '' for the project's; without them every hour of that kind. */
export interface DigestHour {
  kind: PeriodKind;
  at?: string;
  timezone?: string;
}

/** Something that happened and is worth telling. Its `source_id` makes it one: telling it again plans nothing new. */
export interface Occasion {
  source_id: string;
  /** Says who writes it: an entry of `kinds.ts`. */
  type: string;
  tenant_id: string;
  project_id: string;
  /** When it happened (ms): the same each time it is told. */
  at: number;
  severity: Severity;
  /** The switch in the preferences that it depends on, instead of the severity alone. */
  event?: BusinessEvent;
  /** A digest, and the hour that it is for: whoever chose that gets it, whatever its severity. */
  digest?: DigestHour;
  /** What it is about, for the list in the dashboard: a later occasion of the same subject takes the place of the one before. */
  subject: { id: string; at: number; rev: number; count: number };
  /** What it is grouped by besides the project: a rule, a type of event. */
  group_key: string;
  /** What must have been sent to somebody before this may be. */
  follows?: { source_id: string; at: number };
  /** Only these people; all members without it. */
  user_ids?: readonly string[];
  /** Ways by which they hear of it whatever they chose, unless they switched everything off. */
  also_by?: readonly Way[];
  /** The frozen snapshot that it is written from. */
  content: object;
}
