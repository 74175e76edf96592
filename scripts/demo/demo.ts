/** The demo tenant: a real shop from a file, and a made-up SaaS company. Shared by `npm start` and `npm run seed`. */
import { join } from 'node:path';
import { type SaasOptions, syntheticSaas } from '../../demo/synthetic-saas.ts';
import { type ImportSummary, importEvents } from '../events/import-events.ts';
import type { Line } from '../events/line.ts';
import { openEvents } from '../events/open-events.ts';
import { pointsArrive } from '../events/settle.ts';
import { progressOf } from '../progress.ts';
import { ROOT } from '../settings.ts';
import type { Admin, Project, Tenant } from './admin.ts';
import type { ProjectAccess } from './provision.ts';
import { addSampleRules } from './sample-rules.ts';
import { daysToYesterday, localDay, shifted, surveyOf } from './shift.ts';

export const DEMO_KEY = 'demo';
export const DEMO_NAME = 'Demo Tenant';

const RETAIL_FILE = join(ROOT, 'demo/retail-events.ndjson.gz');
const RETAIL = {
  key: 'retail',
  name: 'Retail shop (real data)',
  timezone: 'Europe/London',
  currency: 'GBP',
  industry: 'ecommerce',
  // Rules come with the data: a history that is brought in is nothing to wake anybody for.
  starter_rules: false,
};
const SAAS = {
  key: 'saas',
  name: 'Cloud SaaS (synthetic)',
  timezone: 'America/New_York',
  currency: 'USD',
  industry: 'saas',
  starter_rules: false,
};
const SAAS_DAYS = 120;

/** The demo tenant and its two projects, created where they are missing. */
export async function provisionDemo(
  admin: Admin,
  name = DEMO_NAME,
  slug = DEMO_KEY,
): Promise<{ tenant: Tenant; projects: Project[] }> {
  const tenant = await admin.createTenant({ key: DEMO_KEY, name, slug, plan: 'internal' });
  const projects = [await admin.createProject(tenant.id, RETAIL), await admin.createProject(tenant.id, SAAS)];
  return { tenant, projects };
}

/** Brings the events of both demo projects, waits until their numbers can be read, and marks the tenant ready. */
export async function fillDemo(
  admin: Admin,
  tenant: Tenant,
  projects: ProjectAccess[],
  unshifted: boolean,
): Promise<string[]> {
  const [retail, saas] = projects as [ProjectAccess, ProjectAccess];
  const done = [
    `${RETAIL.name}: ${await fillRetail(admin.url, retail, unshifted)}`,
    `${SAAS.name}: ${await fillSynthetic(admin.url, saas, SAAS_DAYS)}`,
  ];
  for (const access of projects) done.push(`${access.project.name}: ${await addSampleRules(admin.url, access)} rules`);
  await admin.patchTenant(tenant.id, { ready: true });
  return done;
}

/** Brings a synthetic SaaS into any project; the same project gets the same events however often this runs. */
export async function fillSynthetic(url: string, access: ProjectAccess, days: number): Promise<string> {
  const { project } = access;
  const options: SaasOptions = { ...project, days, anchor: createdAt(project), now: Date.now() };
  const events = syntheticSaas(options);
  const summary = await bring(url, access, linesOf(events), (now) => now.read / events.length);
  const sessions = events.filter((event) => event.event_type === 'session_started').length;
  const today = localDay(Date.now(), project.timezone);
  // Wider than the window: after a change of time zone, events of an earlier run lie on neighbouring days.
  await pointsArrive(url, access.secret_key, {
    metric: 'sessions',
    from: today.subtract({ days: days + 1 }).toString(),
    to: today.add({ days: 1 }).toString(),
    atLeast: sessions,
  });
  return summary;
}

async function fillRetail(url: string, access: ProjectAccess, unshifted: boolean): Promise<string> {
  const { timezone } = RETAIL;
  const { latest, counts } = await surveyOf((await openEvents(RETAIL_FILE)).lines);
  // Counted from the project's creation, so that an interrupted seed continues with the same dates.
  const days = unshifted ? 0 : daysToYesterday(latest, createdAt(access.project), timezone);
  const { lines, share } = await openEvents(RETAIL_FILE);
  const summary = await bring(url, access, days === 0 ? lines : shifted(lines, days, timezone), share);
  const lastDay = localDay(latest, timezone).add({ days });
  await pointsArrive(url, access.secret_key, {
    metric: 'payments',
    from: lastDay.subtract({ years: 2 }).toString(),
    to: lastDay.toString(),
    atLeast: counts.get('payment_succeeded') ?? 0,
  });
  return summary;
}

async function bring(
  url: string,
  { project, secret_key }: ProjectAccess,
  lines: AsyncIterable<Line>,
  share: (summary: ImportSummary) => number,
): Promise<string> {
  const progress = progressOf(project.name);
  const summary = await importEvents(
    { url, key: secret_key, onProgress: (now) => progress.update(share(now), `${now.read} events`) },
    lines,
  ).finally(progress.end);
  const refused = summary.rejected - summary.conflicts + summary.unreadable;
  const [first] = summary.rejections;
  if (summary.stopped) throw new Error(`${project.name}: ${summary.stopped}`);
  if (refused > 0) throw new Error(`${project.name}: ${refused} events refused: ${first?.code} ${first?.message}`);
  const before = summary.duplicates + summary.conflicts;
  const already = before > 0 ? `, ${before} were there already` : '';
  return `${summary.accepted} events in ${summary.seconds.toFixed(1)} s${already}`;
}

async function* linesOf(events: object[]): AsyncGenerator<Line> {
  for (const [at, event] of events.entries()) yield { number: at + 1, text: JSON.stringify(event) };
}

function createdAt(project: Project): number {
  return Date.parse(project.created_at);
}
