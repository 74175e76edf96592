/** Door of the keys room. */
export { type KeyAccess, keyAccess } from './access.ts';
