-- Rules of a project, the alerts they raised (a projection: the tenant's Hub is their one writer), usage by day.
CREATE TABLE rules (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  template TEXT,
  schedule TEXT,
  timezone TEXT,
  metric TEXT,
  currency TEXT,
  operator TEXT,
  threshold REAL,
  method TEXT,
  direction TEXT,
  percent_of_average REAL,
  min_observed REAL,
  for_minutes INTEGER,
  window_days INTEGER,
  grain TEXT,
  event_type TEXT,
  count INTEGER,
  window_minutes INTEGER,
  "where" TEXT,
  follow_up TEXT,
  within_minutes INTEGER,
  severity TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  cooldown_minutes INTEGER NOT NULL,
  last_run_at TEXT,
  next_run_at TEXT,
  last_error TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rules_by_project ON rules (tenant_id, project_id, id);
CREATE UNIQUE INDEX rules_by_template ON rules (tenant_id, project_id, template) WHERE template IS NOT NULL;
-- What the minute cron reads: only rules that time decides and that are switched on.
CREATE INDEX rules_due ON rules (next_run_at) WHERE next_run_at IS NOT NULL;

-- The revision of a project's set of rules: its ledger takes a newer set and ignores an older one.
CREATE TABLE rule_sets (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, project_id)
) WITHOUT ROWID;

CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  rule_revision INTEGER NOT NULL,
  currency TEXT NOT NULL,
  severity TEXT NOT NULL,
  status TEXT NOT NULL,
  title TEXT NOT NULL,
  payload TEXT NOT NULL,
  occurrences INTEGER NOT NULL,
  suppressed INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  last_fired_at TEXT NOT NULL,
  acknowledged_at TEXT,
  acknowledged_by TEXT,
  resolved_at TEXT,
  resolved_by TEXT,
  snoozed_until TEXT,
  false_positive INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX alerts_open ON alerts (tenant_id, rule_id, currency) WHERE status <> 'resolved';
CREATE INDEX alerts_by_project ON alerts (tenant_id, project_id, id);
CREATE INDEX alerts_by_rule ON alerts (tenant_id, rule_id, id);

-- Absolute quantities of a UTC day; a row with a higher revision replaces the one before. `holder` is who counts: a project, or '' for the tenant.
CREATE TABLE usage_days (
  tenant_id TEXT NOT NULL,
  date TEXT NOT NULL,
  meter TEXT NOT NULL,
  holder TEXT NOT NULL,
  quantity REAL NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, date, meter, holder)
) WITHOUT ROWID;
