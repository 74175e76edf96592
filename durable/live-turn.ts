/** What the parts of a ledger's live rules share: accepted events, and what they need of their ledger. */
import type { Env } from '../worker/base/env.ts';
import { eventId } from '../worker/base/ids.ts';
import type { Log } from '../worker/base/log.ts';
import type { Append } from '../worker/flow/events/ingest/prepare.ts';
import type { LiveHistory } from './live-history.ts';

const MAX_IDS = 10;

/** An event that was accepted: the entry `i` of an append, at its place. */
export interface Accepted {
  append: Append;
  i: number;
  seq: number;
}

/** An accepted event that some rule looks at; its text is parsed when a rule asks for it. */
export interface Found {
  event_type: string;
  occurred_ms: number;
  seq: number;
  event: () => Record<string, unknown>;
}

/** What live rules need of their ledger. */
export interface Owner {
  env: Env;
  storage: DurableObjectStorage;
  /** The place after the last event that is stored. */
  end: () => number;
  wakeAt: (name: 'firings' | 'rules', due_at: number) => void;
  log: Log;
}

/** Whose rules they are, and what of the ledger's past they may look into. */
export interface Scene {
  sql: SqlStorage;
  project_id: string;
  timezone: string;
  history: LiveHistory;
  wakeAt: (due_at: number) => void;
}

export function foundIn({ append, i, seq }: Accepted): Found {
  let parsed: Record<string, unknown> | undefined;
  const event = () => {
    parsed ??= JSON.parse(append.bodies[i]!) as Record<string, unknown>;
    return parsed;
  };
  return { event_type: append.event_types[i]!, occurred_ms: append.occurred_ms[i]!, seq, event };
}

/** The ids of the last events that an alert names. */
export function idsOf(project_id: string, events: readonly { seq: number }[]): string[] {
  return events.slice(-MAX_IDS).map(({ seq }) => eventId(project_id, seq));
}
