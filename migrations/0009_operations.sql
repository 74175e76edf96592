-- Rows that cannot be used are set aside, what was given up is grouped by cause, and facts are sent again less and less often.
CREATE TABLE quarantine (
  id TEXT PRIMARY KEY,
  -- Whose row it is; '' where it does not say.
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  source TEXT NOT NULL,
  row_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;

ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;

-- One row for the same work that failed for the same cause, however often. Rows from before have no work and no cause.
ALTER TABLE dead_letters ADD COLUMN work TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letters ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letters ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE dead_letters ADD COLUMN last_seen_at TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letters ADD COLUMN settled_at TEXT;
UPDATE dead_letters SET last_seen_at = created_at;
CREATE INDEX dead_letters_open ON dead_letters (work) WHERE settled_at IS NULL;
