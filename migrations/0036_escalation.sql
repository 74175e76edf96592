-- What the managers of a project decide for everybody. Without a row the defaults hold: everything off.
CREATE TABLE notification_settings (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  -- After so many minutes a critical alert that nobody has acknowledged goes to the next person; null: never.
  escalate_after_minutes INTEGER,
  -- Their ids, in this order; without any whoever may acknowledge, owners first.
  escalate_to TEXT NOT NULL,
  -- Alerts before this were raised while it was off.
  escalate_since TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id)
) WITHOUT ROWID;
CREATE INDEX notification_settings_escalating ON notification_settings (tenant_id) WHERE escalate_after_minutes IS NOT NULL;

-- Who was asked about an alert: one person a step, whoever runs.
CREATE TABLE escalations (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  alert_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  -- ms.
  asked_at INTEGER NOT NULL,
  -- 0 until the message is planned.
  planned INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, project_id, alert_id, step)
) WITHOUT ROWID;
CREATE INDEX escalations_unplanned ON escalations (asked_at) WHERE planned = 0;
CREATE INDEX alerts_unacknowledged ON alerts (tenant_id, project_id, created_at) WHERE status = 'pending' AND severity = 'critical';

-- What is unread is listed by severity.
DROP INDEX notifications_unread;
CREATE INDEX notifications_unread ON notifications (tenant_id, user_id, CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, id)
  WHERE read_at IS NULL;
