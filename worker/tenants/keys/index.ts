/** Door of the keys room. */
export { forgetKeys, isKnownKey, type KeyAccess, keyAccess } from './access.ts';
export { issueKey, revokeKey } from './issue.ts';
export { listKeys } from './store.ts';
