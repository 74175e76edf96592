/** Door of the alerts room. */
export { pageAlerts } from './store.ts';
