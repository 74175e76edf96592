/** Writing to D1 what the Hub decided. */
import { z } from '@hono/zod-openapi';
import { batch, type Db, type Statement } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { recordFact } from '../../../base/outbox.ts';
import { insertQuarantined } from '../../../base/quarantine-store.ts';
import { type FactOf, sameFact } from '../../../facts.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { putUsage } from '../../../tenants/usage/index.ts';
import { actedAlert, endUnreadable, upsertAlerts } from '../store.ts';
import type { Frame } from './frame.ts';
import type { AuditedAction, UsageDay } from './hub-alerts-store.ts';
import type { AlertRecord } from './rule-state.ts';
import type { SetAside } from './set-aside-store.ts';

/** Alerts of one statement: about 400 KB of JSON at most. */
const PAGE = 100;

interface Unprojected {
  /** Those that have ended first. */
  alerts: AlertRecord[];
  actions: AuditedAction[];
  usage: UsageDay[];
  /** For the operator's list. */
  aside: SetAside[];
  /** What is to be told of these alerts. */
  facts: AlertFact[];
}

/** Alerts raised and ended, for those who tell people. */
export type AlertFact = FactOf<'alert.raised' | 'alert.resolved'>;

/** The facts of frames; the same frames give the same facts, so that none is told twice. */
export function factsOf(tenant_id: string, frames: readonly Frame[]): AlertFact[] {
  return frames.flatMap(({ type, seq: rev, project_id, alert_id, data }): AlertFact[] => {
    const body = { tenant_id, project_id, alert_id, rev };
    const cause = `${tenant_id} ${rev}`;
    if (type === 'alert.raised') return [sameFact('alert.raised', cause, body)];
    return data.includes('"status":"resolved"') ? [sameFact('alert.resolved', cause, body)] : [];
  });
}

/** Writes all of it; to be repeated as a whole when it fails, which doubles nothing. */
export async function projectAlerts(db: Db, tenant_id: string, unprojected: Unprojected): Promise<void> {
  const { alerts, actions, usage, aside, facts } = unprojected;
  const pages = Array.from({ length: Math.ceil(alerts.length / PAGE) }, (_, i) =>
    upsertAlerts(db, alerts.slice(i * PAGE, (i + 1) * PAGE)),
  );
  const entries = actions.map((action) => entryOf(db, tenant_id, action));
  const days = usage.map(({ date, project_id, quantity, rev }) => {
    return { date, meter: 'alerts_triggered', holder: project_id, quantity, rev };
  });
  const rows = aside.map(({ project_id, source, row_id, body, at }) => {
    const created_at = new Date(at).toISOString();
    // A Hub numbers its actions by itself.
    const own = source === 'actions' ? `${tenant_id} ${row_id} ${at}` : row_id;
    const row = { tenant_id, project_id, source: `hub.${source}`, row_id: own, body, created_at };
    return insertQuarantined(db, { ...row, reason: 'unreadable' });
  });
  const unreadable = aside.filter(({ source }) => source === 'alerts');
  const ends = unreadable.map(({ row_id, at }) => endUnreadable(db, tenant_id, row_id, new Date(at).toISOString()));
  // Ends come first: D1 holds one open alert a rule at most.
  const told = facts.map((fact) => recordFact(db, fact, Date.now()));
  const statements = [...ends, ...pages, ...entries, ...rows, ...told];
  await batch(db, days.length === 0 ? statements : [...statements, putUsage(db, tenant_id, days)]);
}

function entryOf(db: Db, tenant_id: string, acted: AuditedAction): Statement {
  const { alert_id, action, actor, request_id, now, before, after } = acted;
  const target = actedAlert({ tenant_id, alert_id, action, request_id });
  return recordAudit(
    { db, tenant_id, now, request_id, actor },
    { action, target_type: 'alert', target, before, after },
  );
}

/** The operator's list calls actions of people by this name. */
export const HUB_ACTIONS = 'hub.actions';

const Fields = z.record(z.string(), z.unknown());
const RepairedAction = z
  .object({
    seq: z.number().int().optional(),
    alert_id: z.string(),
    action: z.string().regex(/^alert\.[a-z_]+$/),
    actor: z.looseObject({ type: z.enum(['person', 'key', 'system']), id: z.string(), label: z.string().optional() }),
    request_id: z.string(),
    now: z.number(),
    before: Fields,
    after: Fields,
  })
  .strict();

/** The audit entry of an action that the Hub could not read, from the value that the operator gives; throws 422 for one that is none. */
export function actionEntry(db: Db, tenant_id: string, value: unknown): Statement {
  const read = RepairedAction.safeParse(value);
  if (read.success) return entryOf(db, tenant_id, read.data as unknown as AuditedAction);
  throw new AppError('unprocessable', 'quarantine.not_repairable', 'This value is no action on an alert.');
}
