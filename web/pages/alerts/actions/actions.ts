/** What can be done with an alert, its result, and the calls of the API. Pure but for `send`. */
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import type { Alert } from '../../../base/api/live.ts';

export type AlertAction =
  | { kind: 'acknowledge' }
  | { kind: 'resolve' }
  | { kind: 'false_positive' }
  /** `until` is an instant, ISO 8601. */
  | { kind: 'snooze'; until: string };

/** Whether the action makes sense for the alert as it is. */
export function allows(alert: Alert, kind: AlertAction['kind']): boolean {
  if (kind === 'acknowledge') return alert.status === 'pending';
  if (kind === 'false_positive') return !alert.false_positive;
  return alert.status !== 'resolved';
}

/** The alert as it will be once the API has agreed. */
export function afterAction(alert: Alert, action: AlertAction, by: string, now: number): Alert {
  const at = new Date(now).toISOString();
  const resolved = { status: 'resolved' as const, resolved_at: at, resolved_by: by, snoozed_until: null };
  switch (action.kind) {
    case 'acknowledge':
      return { ...alert, status: 'acknowledged', acknowledged_at: at, acknowledged_by: by };
    case 'snooze':
      return { ...alert, status: 'snoozed', snoozed_until: action.until };
    case 'resolve':
      return { ...alert, ...resolved };
    case 'false_positive':
      return { ...alert, ...(alert.status === 'resolved' ? {} : resolved), false_positive: true };
  }
}

/** Calls the API; `keepalive` when the page is being left. */
export function send({ id, project_id }: Alert, action: AlertAction, keepalive = false): Promise<Alert> {
  const input = { path: { id }, project: project_id, keepalive };
  switch (action.kind) {
    case 'acknowledge':
      return request.post('/v1/alerts/{id}/acknowledge', input);
    case 'resolve':
      return request.post('/v1/alerts/{id}/resolve', input);
    case 'false_positive':
      return request.post('/v1/alerts/{id}/false-positive', input);
    case 'snooze':
      return request.post('/v1/alerts/{id}/snooze', { ...input, body: { until: action.until } });
  }
}

/** Who was first, when the API refuses because somebody was. */
export function firstOf({ status, details }: ApiError): { by: string; at: string } | undefined {
  const { by, at } = details;
  return status === 409 && typeof by === 'string' && typeof at === 'string' ? { by, at } : undefined;
}
