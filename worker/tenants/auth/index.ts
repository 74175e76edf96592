/** Door of the auth room: who is calling, and what they may do. */
export { authenticate, checkOrigin, type KeyActor, SESSION_COOKIE, type Visitor, visitorOf } from './authenticate.ts';
export { listMembersAfter } from './store.ts';
