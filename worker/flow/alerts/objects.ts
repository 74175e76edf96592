/** What this room calls of the Durable Objects: what people do to alerts, live sockets, and a Ledger's notice when numbers change. */

import type { MarkNotice } from '../rules/index.ts';
import type { AlertAction, Refusal } from './hub/actions.ts';
import type { AuditedAction } from './hub/hub-alerts-store.ts';
import type { Alert } from './schema.ts';

/** What somebody does to an alert. A project narrows it down to alerts of that project. */
export interface ActionRequest {
  alert_id: string;
  project_id: string | null;
  action: AlertAction;
  actor: AuditedAction['actor'];
  request_id: string;
}

/** The alert as it is now, why nothing was done, or null where there is no such alert. */
export type ActionReply = { alert: Alert } | { refusal: Refusal } | null;

/** Whose socket it is and what it wants, as the Worker has checked it; travels in the address of the request. */
export interface SocketTerms {
  /** Null: all projects of the tenant. */
  project_id: string | null;
  /** The projects that it is about. */
  project_ids: string[];
  key_id: string | null;
  user_id: string | null;
  session_id: string | null;
  /** Where the client was; null: only what happens from now on. */
  cursor: string | null;
  /** When it has to come back with a credential (ms). */
  until: number;
}

/** The Hub as this room calls it. Sockets are opened by `fetch`, which every object has. */
export interface AlertsHub {
  /** What a person or a key does to one alert. */
  actOnAlert(tenant_id: string, request: ActionRequest): Promise<ActionReply>;
}

/** A Ledger as the Hub calls it. */
export interface AlertsLedger {
  /** A mark as a false positive covers a firing of this ledger: its rule watches for larger deviations from now on. */
  ruleMarked(notice: MarkNotice): void;
  /** Whether the Hub is told when numbers have changed: only while sockets are open. */
  listen(on: boolean): void;
}
