/** Writing to D1 what the Hub decided. */
import { batch, type Db } from '../../../base/db.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { putUsage } from '../../../tenants/usage/index.ts';
import { movedAlert, upsertAlerts } from '../store.ts';
import type { AuditedMove, UsageDay } from './hub-alerts-store.ts';
import type { AlertRecord } from './rule-state.ts';

/** Alerts of one statement: about 400 KB of JSON at most. */
const PAGE = 100;

interface Unprojected {
  /** Those that have ended first. */
  alerts: AlertRecord[];
  moves: AuditedMove[];
  usage: UsageDay[];
}

/** Writes alerts, audit entries of moves and usage; to be repeated as a whole when it fails, which doubles nothing. */
export async function projectAlerts(db: Db, tenant_id: string, { alerts, moves, usage }: Unprojected): Promise<void> {
  const pages = Array.from({ length: Math.ceil(alerts.length / PAGE) }, (_, i) =>
    upsertAlerts(db, alerts.slice(i * PAGE, (i + 1) * PAGE)),
  );
  const entries = moves.map(({ alert_id, action, actor, request_id, now, before, after }) =>
    recordAudit(
      { db, tenant_id, now, request_id, actor },
      { action, target_type: 'alert', target: movedAlert({ tenant_id, alert_id, action, request_id }), before, after },
    ),
  );
  const days = usage.map(({ date, project_id, quantity, rev }) => {
    return { date, meter: 'alerts_triggered', holder: project_id, quantity, rev };
  });
  const statements = [...pages, ...entries];
  await batch(db, days.length === 0 ? statements : [...statements, putUsage(db, tenant_id, days)]);
}
