/** Door of the auth room: who is calling, what they may do, and what a person is made of. */
export { EmailAddress } from '../../base/email-address.ts';
export { newSession } from './account/sign-up.ts';
export { hashNewPassword } from './account/weak-password.ts';
export { isAbove, permissionsOfRole, ROLES, type Role } from './permissions.ts';
export { LocaleName, NewPassword, PersonName } from './schema.ts';
export { type Attempt, claim, countAttempts, countEach, release } from './session/attempts.ts';
export {
  authenticate,
  guardOrigin,
  type KeyActor,
  type PersonActor,
  readLiveSession,
  requirePerson,
  type Visitor,
  visitorOf,
} from './session/authenticate.ts';
export { deleteOrphanSessions, type LiveSession, moveSession } from './session/session-store.ts';
export { findUserByEmail, insertMember, insertPassword, listMemberships, type NewPerson, newMember } from './store.ts';
export { memberAddress, members, partners, sessions, users } from './table.ts';
