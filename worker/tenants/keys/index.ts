/** Door of the keys room. */
export { isKnownKey, type KeyAccess, keyAccess } from './access.ts';
export { issueKey } from './issue.ts';
export { noteUse } from './record-use.ts';
export { NewApiKey } from './schema.ts';
export { listKeys } from './store.ts';
