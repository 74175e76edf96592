/** Door of the alerts room. */
export { actionEntry, HUB_ACTIONS } from './hub/projection-rows.ts';
export type { ActionRequest, AlertsHub, AlertsLedger, SocketTerms } from './objects.ts';
export type { Alert } from './schema.ts';
export { findAlert, pageAlerts } from './store.ts';
