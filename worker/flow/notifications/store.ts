/** SQL of who is told: members with their preferences. */
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { batch, type Db } from '../../base/db.ts';
import { members, type Role, users } from '../../tenants/auth/index.ts';
import { projects, tenants } from '../../tenants/orgs/index.ts';
import type { Locale } from '../../words/locales.ts';
import { matchLocale } from '../../words/locales.ts';
import { erasedLabel } from '../rules/index.ts';
import { DEFAULTS } from './preferences/preferences.ts';
import type { Preferences } from './preferences/schema.ts';
import { notification_preferences as kept } from './table.ts';

/** A member as planning and delivery see them. */
export interface Member {
  user_id: string;
  email: string;
  name: string;
  locale: Locale;
  role: Role;
  preferences: Preferences;
}

const columns = {
  user_id: members.user_id,
  email: users.email,
  name: users.name,
  locale: users.locale,
  role: members.role,
  preferences: kept.body,
};

interface Whose {
  tenant_id: string;
  project_id: string;
}

/** A page of a tenant's members with what each wants to hear of a project, in the order of their ids. */
export async function pageAudience(
  db: Db,
  whose: Whose & { user_ids?: readonly string[] },
  after: string,
  limit: number,
): Promise<Member[]> {
  const some =
    whose.user_ids && sql`${members.user_id} IN (SELECT value FROM json_each(${JSON.stringify(whose.user_ids)}))`;
  const rows = await memberQuery(db, whose, and(gt(members.user_id, after), some))
    .orderBy(asc(members.user_id))
    .limit(limit);
  return rows.map(memberOf);
}

/** A member with what they want to hear of a project; undefined for who is none. */
export async function findMember(db: Db, whose: Whose, user_id: string): Promise<Member | undefined> {
  const row = await memberQuery(db, whose, eq(members.user_id, user_id)).get();
  return row && memberOf(row);
}

function memberQuery(db: Db, { tenant_id, project_id }: Whose, which: SQL | undefined) {
  const own = and(eq(kept.tenant_id, tenant_id), eq(kept.project_id, project_id), eq(kept.user_id, members.user_id));
  return db
    .select(columns)
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .leftJoin(kept, own)
    .where(and(eq(members.tenant_id, tenant_id), which));
}

type Row = Omit<Member, 'locale' | 'preferences'> & { locale: string; preferences: Partial<Preferences> | null };

function memberOf({ locale, preferences, ...own }: Row): Member {
  // A row from before a field was there has its default.
  return { ...own, locale: matchLocale(locale) ?? 'en', preferences: { ...DEFAULTS, ...preferences } };
}

/** A project that may be told of, with its time zone; undefined while it or its tenant is not in use. */
export async function findTold(
  db: Db,
  { tenant_id, project_id }: Whose,
): Promise<{ name: string; timezone: string; plan: string } | undefined> {
  return await db
    .select({ name: projects.name, timezone: projects.timezone, plan: tenants.plan })
    .from(projects)
    .innerJoin(tenants, eq(tenants.id, projects.tenant_id))
    .where(
      and(
        eq(projects.id, project_id),
        eq(projects.tenant_id, tenant_id),
        eq(projects.status, 'active'),
        eq(tenants.status, 'active'),
      ),
    )
    .get();
}

/** Where what alerts say is kept for their readers. */
const MESSAGES = ['notifications', 'deliveries'] as const;

/** Replaces labels of one person in what people were told, or will be, of a project's alerts. */
export async function eraseFromMessages(
  db: Db,
  { tenant_id, project_id }: { tenant_id: string; project_id: string },
  labels: readonly string[],
): Promise<void> {
  const wanted = new Set(labels);
  for (const table of MESSAGES) {
    const { results } = await db.$client
      .prepare(
        `SELECT DISTINCT p.value ->> 'label' AS label FROM ${table} t, json_each(t.content, '$.payload.parts') p
         WHERE t.tenant_id = ? AND t.project_id = ? AND json_valid(t.content)`,
      )
      .bind(tenant_id, project_id)
      .all<{ label: string }>();
    const named = results.filter(({ label }) => wanted.has(label)).map(({ label }) => erasedLabel(label));
    const rows = named.map(({ stored, erased }) =>
      db.$client
        .prepare(
          `UPDATE ${table} SET content = replace(content, ?1, ?2)
           WHERE tenant_id = ?3 AND project_id = ?4 AND instr(content, ?1) > 0`,
        )
        .bind(stored, erased, tenant_id, project_id),
    );
    if (rows.length > 0) await batch(db, rows);
  }
  // What a first try wrote may name them: the next one writes it anew.
  const written =
    'UPDATE deliveries SET composed = NULL WHERE tenant_id = ? AND project_id = ? AND composed IS NOT NULL';
  await batch(db, [db.$client.prepare(written).bind(tenant_id, project_id)]);
  await dropMailCopies(db, { tenant_id, project_id }, labels);
}

/** In development mails end in a table; what left the house is beyond reach. */
async function dropMailCopies(
  db: Db,
  { tenant_id, project_id }: { tenant_id: string; project_id: string },
  labels: readonly string[],
): Promise<void> {
  const { results } = await db.$client
    .prepare(
      'SELECT m.id, m.text FROM mail_outbox m JOIN deliveries d ON d.id = m.id WHERE d.tenant_id = ? AND d.project_id = ?',
    )
    .bind(tenant_id, project_id)
    .all<{ id: string; text: string }>();
  const named = results.filter(({ text }) => labels.some((label) => text.includes(label))).map(({ id }) => id);
  if (named.length === 0) return;
  const ids = JSON.stringify(named);
  await db.$client.prepare('DELETE FROM mail_outbox WHERE id IN (SELECT value FROM json_each(?))').bind(ids).run();
}
