/** Door of the auth room: who is calling, and what they may do. */
export { authenticate, type KeyActor } from './authenticate.ts';
