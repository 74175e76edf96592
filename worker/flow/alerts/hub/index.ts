/** Door of the hub's shelf, for the object that runs it. */
export { AlertEngine } from './engine.ts';
export { ALERT_NAMES_STEP, ALERTS_STEP, NOTICES_STEP, usageOf } from './hub-alerts-store.ts';
export { LiveSockets } from './live-sockets.ts';
export { SET_ASIDE_STEP } from './set-aside-store.ts';
