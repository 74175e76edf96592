/** Door of the alerts room. */
export type { AlertsHub, AlertsLedger, MoveRequest, SocketTerms } from './objects.ts';
export { pageAlerts } from './store.ts';
