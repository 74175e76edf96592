/** `npm run backup -- FOLDER`: a copy of the local state, also while the server runs. Production: docs/operating.md. */
import { resolve } from 'node:path';
import { backUpState } from './server/state-backup.ts';
import { stateFolder } from './settings.ts';

try {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length > 0) throw new Error('Usage: npm run backup -- FOLDER');
  const { files, at } = await backUpState(stateFolder(), resolve(folder));
  console.log(`${files} files as of ${at} in ${resolve(folder)}. Keep .dev.vars with it, apart: without its EVENT_SECRET
known events are not recognised.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
