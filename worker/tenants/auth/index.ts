/** Door of the auth room: who is calling, and what they may do. */
export {
  authenticate,
  guardOrigin,
  type KeyActor,
  type PersonActor,
  readLiveSession,
  type Visitor,
  visitorOf,
} from './authenticate.ts';
export { SESSION_COOKIE } from './cookie.ts';
export { isAbove, permissionsOfRole, ROLES, type Role } from './permissions.ts';
