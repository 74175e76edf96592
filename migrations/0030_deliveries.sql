-- Messages on their way to people, one row a plan and channel. The row is its own outbox: a sweep sends what `next_attempt_at` says.
CREATE TABLE deliveries (
  -- '' for letters of accounts, which belong to no workspace.
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  -- Made from source, recipient and channel: the same plan twice is one row.
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  source_id TEXT NOT NULL,
  -- A person (usr_) or a channel (chn_); '' for letters of accounts, whose address is sealed in the content.
  recipient TEXT NOT NULL,
  severity TEXT,
  -- The frozen snapshot; null once it is no longer needed.
  content TEXT,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at TEXT,
  -- When the try that runs began, and when it first was unknown whether the message went out.
  trying_since TEXT,
  unsure_since TEXT,
  expires_at TEXT NOT NULL,
  reason TEXT,
  detail TEXT,
  provider_id TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  PRIMARY KEY (tenant_id, project_id, id)
) WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- What a person is shown in the dashboard, one row a subject (an alert, a window of events): a later revision replaces the one before.
CREATE TABLE notifications (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  type TEXT NOT NULL,
  severity TEXT NOT NULL,
  -- What it is grouped by besides the project: a rule, a type of event.
  group_key TEXT NOT NULL,
  content TEXT NOT NULL,
  count INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  read_at TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, id)
) WITHOUT ROWID;
CREATE INDEX notifications_unread ON notifications (tenant_id, user_id, id) WHERE read_at IS NULL;

-- What a person wants to be told of a project. Without a row the defaults hold.
CREATE TABLE notification_preferences (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, user_id)
) WITHOUT ROWID;

ALTER TABLE mail_outbox ADD COLUMN headers TEXT NOT NULL DEFAULT '{}';
