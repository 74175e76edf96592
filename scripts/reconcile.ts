/** `npm run reconcile -- --project prj_… [--days 7] [--rebuild]`: recomputes recent days from the events and heals what differs; first reads the customers again. */
import { parseArgs } from 'node:util';
import { adminClient } from './demo/admin.ts';
import { adminKey } from './server/dev-vars.ts';
import { serverUrl } from './settings.ts';

try {
  const { values } = parseArgs({
    options: {
      project: { type: 'string' },
      days: { type: 'string', default: '7' },
      rebuild: { type: 'boolean', default: false },
    },
  });
  const days = Number(values.days);
  if (!values.project || !Number.isInteger(days) || days < 1) {
    throw new Error('Usage: npm run reconcile -- --project prj_… [--days 7] [--rebuild]');
  }
  const admin = adminClient(serverUrl(), adminKey());
  if (values.rebuild) await admin.rebuildCustomers(values.project);
  const { checked, differences, healed } = await admin.reconcile(values.project, days);
  if (differences.length > 0) console.table(differences);
  console.log(`${checked} numbers checked over ${days} days: ${differences.length} differences, ${healed} healed.`);
  process.exitCode = differences.length > 0 ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
