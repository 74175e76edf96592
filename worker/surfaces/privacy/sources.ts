/** What an export holds, kind by kind, each read in pages: a new table of a tenant's data belongs on this list. */
import { ledgerOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { eventId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { callObject } from '../../base/retry.ts';
import { pageAlerts } from '../../flow/alerts/index.ts';
import { pagePoints } from '../../flow/metrics/index.ts';
import { pageRules, shownRule } from '../../flow/rules/index.ts';
import { readEntries } from '../../tenants/audit/index.ts';
import { listKeys } from '../../tenants/keys/index.ts';
import { listInvitations, listMembers, listPartners } from '../../tenants/members/index.ts';
import { findProject, findTenant, listProjectsAfter, type Project } from '../../tenants/orgs/index.ts';
import { pageUsage } from '../../tenants/usage/index.ts';
import { findDecided, pageAllChannels, pagePreferences, pageSent } from './messages-store.ts';
import type { PrivacyLedger } from './objects.ts';
import { pageReportLinks, pageReports } from './reports-store.ts';

/** What an export covers: a tenant, or one project of it. */
export interface Extent {
  tenant_id: string;
  project_id: string | null;
}

type Job = Pick<Ctx, 'env' | 'db'>;

/** Lines of NDJSON; `after` is where the source continues, null at its end. */
interface Page {
  lines: string[];
  after: string | null;
}

export interface Source {
  kind: string;
  read: (job: Job, extent: Extent, after: string) => Promise<Page>;
}

const ROWS = 500;
const POINTS = 2_000;
/** Each is some kilobytes. */
const REPORTS = 50;

export const SOURCES: readonly Source[] = [
  { kind: 'tenant', read: readTenant },
  { kind: 'member', read: readMembers },
  { kind: 'invitation', read: readInvitations },
  { kind: 'project', read: ofProjects(async (_, project) => ({ lines: [line('project', project)], after: null })) },
  { kind: 'key', read: ofProjects(readKeys) },
  { kind: 'point', read: ofProjects(readPoints) },
  { kind: 'event', read: ofProjects(readEvents) },
  // New sources at the end: a running export keeps its index in this list.
  { kind: 'audit', read: readAudit },
  { kind: 'partner', read: readPartners },
  { kind: 'rule', read: ofProjects(readRules) },
  { kind: 'alert', read: ofProjects(readAlerts) },
  { kind: 'usage', read: readUsageDays },
  { kind: 'report', read: ofProjects(readReports) },
  { kind: 'report_link', read: ofProjects(readReportLinks) },
  { kind: 'channel', read: readChannels },
  { kind: 'notification_preferences', read: ofProjects(readPreferences) },
  { kind: 'notification_settings', read: ofProjects(readSettings) },
  { kind: 'delivery', read: ofProjects(readDeliveries) },
];

/** How many events an export of this extent will hold, by its ledgers' present numbers. */
export async function countEvents(job: Job, extent: Extent): Promise<number> {
  let events = 0;
  for (let project = await nextProject(job, extent, ''); project; ) {
    const { id } = project;
    events += await callObject(async () => await ledgerOf<PrivacyLedger>(job.env, id).countEvents());
    project = await nextProject(job, extent, id);
  }
  return events;
}

async function readTenant({ db }: Job, { tenant_id }: Extent): Promise<Page> {
  const { key: _, ready: __, ...tenant } = (await findTenant(db, tenant_id))!;
  return { lines: [line('tenant', tenant)], after: null };
}

/** Members belong to the tenant, so the export of one project leaves them out. */
async function readMembers({ db }: Job, { tenant_id, project_id }: Extent, after: string): Promise<Page> {
  if (project_id !== null) return { lines: [], after: null };
  const members = await listMembers(db, tenant_id, after, ROWS);
  return pageOf(
    members.map((member) => line('member', member)),
    ROWS,
    members.at(-1)?.user_id,
  );
}

async function readPartners({ db }: Job, { tenant_id, project_id }: Extent, after: string): Promise<Page> {
  if (project_id !== null) return { lines: [], after: null };
  const partners = await listPartners(db, tenant_id, after, ROWS);
  return pageOf(
    partners.map((partner) => line('partner', partner)),
    ROWS,
    partners.at(-1)?.user_id,
  );
}

/** Newest first, like the list of them; of the link nothing, since its digest is all that there is. */
async function readInvitations({ db }: Job, { tenant_id, project_id }: Extent, after: string): Promise<Page> {
  if (project_id !== null) return { lines: [], after: null };
  const invitations = await listInvitations(db, tenant_id, after || undefined, ROWS);
  return pageOf(
    invitations.map(({ tenant_id: _, digest: __, ...invitation }) => line('invitation', invitation)),
    ROWS,
    invitations.at(-1)?.id,
  );
}

/** The log is the tenant's, so the export of one project leaves it out. */
async function readAudit({ db }: Job, { tenant_id, project_id }: Extent, after: string): Promise<Page> {
  if (project_id !== null) return { lines: [], after: null };
  const entries = await readEntries(db, tenant_id, {}, Number(after), ROWS);
  return pageOf(
    entries.map((entry) => line('audit', entry)),
    ROWS,
    entries.at(-1)?.seq.toString(),
  );
}

async function readKeys({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const keys = await listKeys(db, tenant_id, id, after, ROWS);
  return pageOf(
    keys.map((key) => line('key', key)),
    ROWS,
    keys.at(-1)?.id,
  );
}

async function readPoints({ db }: Job, project: Project, after: string): Promise<Page> {
  const points = await pagePoints(db, project, after === '' ? ['', '', '', ''] : JSON.parse(after), POINTS);
  const last = points.at(-1);
  return pageOf(
    points.map((point) => line('point', { project_id: project.id, ...point })),
    POINTS,
    last && JSON.stringify([last.grain, last.event_type, last.at, last.currency]),
  );
}

async function readRules({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const rules = await pageRules(db, tenant_id, id, { after, limit: ROWS });
  return pageOf(
    rules.map((rule) => line('rule', shownRule(rule))),
    ROWS,
    rules.at(-1)?.id,
  );
}

async function readAlerts({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const alerts = await pageAlerts(db, { tenant_id, project_id: id }, after, ROWS);
  return pageOf(
    alerts.map((alert) => line('alert', alert)),
    ROWS,
    alerts.at(-1)?.id,
  );
}

async function readReports({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const reports = await pageReports(db, { tenant_id, project_id: id }, after, REPORTS);
  return pageOf(
    reports.map((report) => line('report', report)),
    REPORTS,
    reports.at(-1)?.id,
  );
}

async function readReportLinks({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const links = await pageReportLinks(db, { tenant_id, project_id: id }, after, ROWS);
  return pageOf(
    links.map((link) => line('report_link', link)),
    ROWS,
    links.at(-1)?.id,
  );
}

async function readChannels({ db }: Job, extent: Extent, after: string): Promise<Page> {
  const channels = await pageAllChannels(db, extent, after, ROWS);
  const last = channels.at(-1)?.id;
  return pageOf(
    channels.map((channel) => line('channel', channel)),
    ROWS,
    last === undefined ? undefined : String(last),
  );
}

async function readPreferences({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const rows = await pagePreferences(db, { tenant_id, project_id: id }, after, ROWS);
  const last = rows.at(-1)?.user_id;
  return pageOf(
    rows.map((row) => line('notification_preferences', row)),
    ROWS,
    last === undefined ? undefined : String(last),
  );
}

async function readSettings({ db }: Job, { id, tenant_id }: Project): Promise<Page> {
  const settings = await findDecided(db, { tenant_id, project_id: id });
  return { lines: settings ? [line('notification_settings', settings)] : [], after: null };
}

async function readDeliveries({ db }: Job, { id, tenant_id }: Project, after: string): Promise<Page> {
  const rows = await pageSent(db, { tenant_id, project_id: id }, after, ROWS);
  const last = rows.at(-1)?.id;
  return pageOf(
    rows.map((row) => line('delivery', row)),
    ROWS,
    last === undefined ? undefined : String(last),
  );
}

/** Of one project: what it has used itself. */
async function readUsageDays({ db }: Job, { tenant_id, project_id }: Extent, after: string): Promise<Page> {
  const mark = after === '' ? ['', '', ''] : (JSON.parse(after) as string[]);
  const rows = await pageUsage(db, tenant_id, project_id, mark, ROWS);
  const last = rows.at(-1);
  return pageOf(
    rows.map((row) => line('usage', row)),
    ROWS,
    last && JSON.stringify([last.date, last.meter, last.holder]),
  );
}

/** Each event as it is stored, with the salt that ties it to its leaf in the ledger's chain. */
async function readEvents({ env }: Job, { id }: Project, after: string): Promise<Page> {
  const from = Number(after);
  const { segments, next } = await callObject(async () => await ledgerOf<PrivacyLedger>(env, id).readRaw(from));
  const lines = segments.flatMap(({ seq, received_at, body, salts }) => {
    const salt = Buffer.from(salts).toString('hex');
    const head = { project_id: id, received_at: new Date(received_at).toISOString() };
    return (JSON.parse(body) as JsonObject[]).map((data, i) =>
      JSON.stringify({ kind: 'event', id: eventId(id, seq + i), ...head, salt: salt.slice(i * 32, i * 32 + 32), data }),
    );
  });
  return { lines, after: next === null ? null : String(next) };
}

/** A source that goes through the projects one after another. */
function ofProjects(read: (job: Job, project: Project, after: string) => Promise<Page>): Source['read'] {
  return async (job, extent, mark) => {
    const { project_id, after } = (mark === '' ? { project_id: '', after: null } : JSON.parse(mark)) as ProjectMark;
    const project =
      after === null
        ? await nextProject(job, extent, project_id)
        : await findProject(job.db, extent.tenant_id, project_id);
    if (!project) return { lines: [], after: null };
    const page = await read(job, project, after ?? '');
    return { lines: page.lines, after: JSON.stringify({ project_id: project.id, after: page.after }) };
  };
}

/** The project that is being read, and its own mark: null when it is done. */
interface ProjectMark {
  project_id: string;
  after: string | null;
}

async function nextProject({ db }: Job, extent: Extent, after: string): Promise<Project | undefined> {
  if (extent.project_id === null) return (await listProjectsAfter(db, extent.tenant_id, after, 1))[0];
  return after === '' ? await findProject(db, extent.tenant_id, extent.project_id) : undefined;
}

function line(kind: string, data: object): string {
  return JSON.stringify({ kind, data });
}

function pageOf(lines: string[], size: number, last: string | undefined): Page {
  return { lines, after: lines.length < size || last === undefined ? null : last };
}
