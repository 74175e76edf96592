/** Door of the alerts room. */
export { acknowledgeAlert } from './acknowledge.ts';
export { actionEntry, HUB_ACTIONS } from './hub/projection-rows.ts';
export type { ActionRequest, AlertsHub, AlertsLedger, SocketTerms } from './objects.ts';
export { Alert, ReasonPart } from './schema.ts';
export { snoozeAlert } from './snooze.ts';
export { findAlert, listAlerts, pageAlerts } from './store.ts';
