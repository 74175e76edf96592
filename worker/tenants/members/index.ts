/** Door of the members room. */
export { listInvitations } from './invitation-store.ts';
export { listMembers } from './store.ts';
