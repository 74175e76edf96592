/** Door of the auth room: who is calling, what they may do, and what a person is made of. */
export { type Attempt, countAttempts, countEach } from './attempts.ts';
export {
  authenticate,
  guardOrigin,
  type KeyActor,
  type PersonActor,
  readLiveSession,
  requirePerson,
  type Visitor,
  visitorOf,
} from './authenticate.ts';
export { EmailAddress } from './email-address.ts';
export { hashPassword } from './password.ts';
export { isAbove, permissionsOfRole, ROLES, type Role } from './permissions.ts';
export { LocaleName, NewPassword, PersonName } from './schema.ts';
export { deleteOrphanSessions, type LiveSession, moveSession } from './session-store.ts';
export { newSession } from './sign-up.ts';
export { findUserByEmail, insertMember, insertPassword, listMemberships, type NewPerson, newMember } from './store.ts';
export { memberAddress, members, partners, users } from './table.ts';
