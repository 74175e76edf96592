/** Carrying a ledger's sums to D1: absolute values with a revision, so doubled and reordered messages change nothing. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { batch, type Statement } from '../../base/db.ts';
import { callObject } from '../../base/retry.ts';
import { findProjectAnyTenant, type Project, serveZone } from '../../tenants/orgs/index.ts';
import { putUsage } from '../../tenants/usage/index.ts';
import type { MetricsLedger } from './objects.ts';
import { pointRows, touchedBuckets } from './points.ts';
import { deleteOldZones, insertCustomEvents, upsertPoints } from './store.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** Slots whose buckets are read and written at a time. */
const SLOTS = 1_500;
/** Buckets per call to the ledger. */
const RANGES = 500;
/** The meter of accepted events. Its rows travel with the points; the ledger's end is their revision. */
const METER = 'ingest_unit';

/** Writes the points of every slot that D1 has not confirmed, in the zone that is served and in one that is being built. */
export async function flushLedger(job: Job, project_id: string): Promise<void> {
  // The slots before the project: a time zone that changes after this reading is rebuilt from a ledger that holds them already.
  const { slots, upto, days } = await callObject(
    async () => await ledgerOf<MetricsLedger>(job.env, project_id).unflushed(),
  );
  const project = slots.length > 0 ? await findProjectAnyTenant(job.db, project_id) : undefined;
  if (!project) return;
  const used = days.map((day) => ({ ...day, meter: METER, holder: project_id, rev: upto }));
  const usage = used.length > 0 ? [putUsage(job.db, project.tenant_id, used)] : [];
  for (const [i, page] of pagesOf(slots, SLOTS).entries()) {
    const beside = i === 0 ? usage : [];
    await writePoints(job, project, project.points_zone_rev, project.points_timezone, page, { beside });
    if (project.zone_rev !== project.points_zone_rev) {
      await writePoints(job, project, project.zone_rev, project.timezone, page);
    }
  }
  await callObject(async () => await ledgerOf<MetricsLedger>(job.env, project_id).confirm(slots, upto));
}

/** Builds all points of a project's new time zone beside the old ones, then switches reads to them. */
export async function rebuildZone(job: Job, project_id: string): Promise<void> {
  const project = await findProjectAnyTenant(job.db, project_id);
  if (!project || project.zone_rev === project.points_zone_rev) return;
  for (let after = 0; ; ) {
    const from = after;
    const slots = await callObject(
      async () => await ledgerOf<MetricsLedger>(job.env, project_id).slotsFrom(from, SLOTS),
    );
    if (slots.length === 0) break;
    await writePoints(job, project, project.zone_rev, project.timezone, slots);
    after = slots.at(-1)! + 1;
  }
  await batch(job.db, [serveZone(job.db, project, project.zone_rev, project.timezone)]);
  const served = await findProjectAnyTenant(job.db, project_id);
  if (served) await batch(job.db, [deleteOldZones(job.db, served)]);
}

/** How points are written: `heal` goes over later revisions as well; `beside` are statements of the first batch. */
interface Writing {
  mode?: 'newer' | 'heal';
  beside?: Statement[];
}

/** Reads the buckets that the slots touch and writes them; answers how many rows there were. */
export async function writePoints(
  job: Job,
  project: Project,
  zone_rev: number,
  zone: string,
  slots: number[],
  { mode = 'newer', beside = [] }: Writing = {},
): Promise<number> {
  let written = 0;
  for (const [i, buckets] of pagesOf(touchedBuckets(slots, zone), RANGES).entries()) {
    const ranges = buckets.map(({ from, to }) => [from, to] as const);
    const { sums, rev } = await callObject(async () => await ledgerOf<MetricsLedger>(job.env, project.id).sums(ranges));
    const rows = pointRows(buckets, sums);
    const custom = [...new Set(rows.map((row) => row.event_type))].filter((type) => type.startsWith('custom.'));
    const statements = upsertPoints(job.db, project, zone_rev, rows, rev, mode);
    for (const page of pagesOf(custom, 20)) {
      statements.push(insertCustomEvents(job.db, project, page, new Date(job.now).toISOString()));
    }
    await batch(job.db, i === 0 ? [...statements, ...beside] : statements);
    written += rows.length;
  }
  return written;
}

function pagesOf<T>(items: T[], size: number): T[][] {
  const pages: T[][] = [];
  for (let i = 0; i < items.length; i += size) pages.push(items.slice(i, i + size));
  return pages;
}
