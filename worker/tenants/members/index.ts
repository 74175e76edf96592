/** Door of the members room. */
export { listInvitations } from './invitation-store.ts';
export { listPartners } from './partner-store.ts';
export { listMembers } from './store.ts';
