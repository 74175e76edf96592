/** Door of the keys room. */
export { isKnownKey, type KeyAccess, keyAccess } from './access.ts';
export { issueKey } from './issue.ts';
export { NewApiKey } from './schema.ts';
export { listKeys } from './store.ts';
export { noteUse } from './use.ts';
