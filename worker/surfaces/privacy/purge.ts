/** Removing exports from R2: when their week is over, or when their owner deletes them. */
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { describeError } from '../../base/log.ts';
import { prefixOf } from './run-export.ts';
import { closeExport, type ExportKey, listDue, purgeExport } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

const PAGE = 100;

/** The daily job: purges every export whose time is over. One that fails is due again tomorrow. */
export async function purgeExports(job: Job): Promise<void> {
  for (;;) {
    const due = await listDue(job.db, new Date(job.now).toISOString(), PAGE);
    let failed = 0;
    for (const row of due) {
      try {
        await purge(job, row);
      } catch (error) {
        failed += 1;
        job.log('error', 'export not purged', { export_id: row.id, ...describeError(error) });
      }
    }
    if (due.length < PAGE || failed > 0) return;
  }
}

/** Closes the export first, so that nothing is read or written any more, then deletes every object below its prefix. */
export async function purge(job: Job, row: ExportKey): Promise<void> {
  await batch(job.db, [closeExport(job.db, row, new Date(job.now).toISOString())]);
  for (;;) {
    const { objects, truncated } = await job.env.ARCHIVE.list({ prefix: prefixOf(row) });
    if (objects.length > 0) await job.env.ARCHIVE.delete(objects.map((object) => object.key));
    if (!truncated) break;
  }
  await batch(job.db, purgeExport(job.db, row));
}
