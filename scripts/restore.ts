/** `npm run restore -- FOLDER`: replaces the local state by a backup, with the server stopped. */
import { resolve } from 'node:path';
import { refuseBusyPort } from './server/port.ts';
import { restoreState } from './server/state-backup.ts';
import { serverPort, stateFolder } from './settings.ts';

try {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length > 0) throw new Error('Usage: npm run restore -- FOLDER (with the server stopped)');
  await refuseBusyPort(serverPort());
  const old = restoreState(resolve(folder), stateFolder());
  console.log(`Restored ${stateFolder()}.${old ? ` What was there is in ${old}.` : ''}
Start the server, then \`npm run reconcile -- --project prj_…\` for each project if the backup was made while it ran.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
