/** Door of the shelf of daily heads. */
export type { HeadRow } from './store.ts';
