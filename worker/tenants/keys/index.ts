/** Door of the keys room. */
export { type KeyAccess, keyAccess } from './access.ts';
export { issueKey } from './issue.ts';
export { NewApiKey } from './schema.ts';
