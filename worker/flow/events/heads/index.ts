/** Door of the shelf of daily heads. */
export { dayBefore } from './publish-heads.ts';
export type { HeadRow } from './store.ts';
