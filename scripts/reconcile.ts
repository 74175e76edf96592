/** `npm run reconcile -- --project prj_… [--days 7]`: recomputes recent days from the events and heals what differs. */
import { parseArgs } from 'node:util';
import { adminClient } from './demo/admin.ts';
import { adminKey } from './server/dev-vars.ts';
import { serverUrl } from './settings.ts';

try {
  const { values } = parseArgs({ options: { project: { type: 'string' }, days: { type: 'string', default: '7' } } });
  const days = Number(values.days);
  if (!values.project || !Number.isInteger(days) || days < 1) {
    throw new Error('Usage: npm run reconcile -- --project prj_… [--days 7]');
  }
  const { checked, differences, healed } = await adminClient(serverUrl(), adminKey()).reconcile(values.project, days);
  if (differences.length > 0) console.table(differences);
  console.log(`${checked} numbers checked over ${days} days: ${differences.length} differences, ${healed} healed.`);
  process.exitCode = differences.length > 0 ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
