/** Door of the alerts room. */
export type { ActionRequest, AlertsHub, AlertsLedger, SocketTerms } from './objects.ts';
export { pageAlerts } from './store.ts';
