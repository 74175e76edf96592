-- Metric points, the outbox of facts, and what could not be delivered.
CREATE TABLE metric_points (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  zone_rev INTEGER NOT NULL,
  grain TEXT NOT NULL,
  event_type TEXT NOT NULL,
  at TEXT NOT NULL,
  currency TEXT NOT NULL,
  n INTEGER NOT NULL,
  sum INTEGER NOT NULL,
  min INTEGER,
  max INTEGER,
  rev INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, project_id, zone_rev, grain, event_type, at, currency)
) WITHOUT ROWID;

CREATE TABLE custom_events (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, event_type)
) WITHOUT ROWID;

CREATE TABLE reconciliations (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  checked INTEGER NOT NULL,
  differences TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX reconciliations_by_project ON reconciliations (tenant_id, project_id, id);

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  fact TEXT NOT NULL,
  created_at TEXT NOT NULL,
  due_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX outbox_by_due ON outbox (due_at);

CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY,
  tenant_id TEXT,
  queue TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;
