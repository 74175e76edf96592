/** Door of the deletions room: which accounts and workspaces are about to go. */
export { findOpenDeletion, isLeaving, leavingAt } from './store.ts';
export { deletions, type Notice } from './table.ts';
