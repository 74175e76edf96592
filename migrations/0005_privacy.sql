-- Retention of raw events per project, exports of a tenant's data, erasures of persons.
ALTER TABLE projects ADD COLUMN retention_days INTEGER;

CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  -- Null: the whole tenant.
  project_id TEXT,
  status TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  -- Parts written so far, and where the next one begins; the step is what makes a message that comes twice harmless.
  step INTEGER NOT NULL,
  position TEXT NOT NULL,
  counts TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT,
  expires_at TEXT NOT NULL,
  purged INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX exports_by_tenant ON exports (tenant_id, id);
CREATE INDEX exports_by_expiry ON exports (expires_at) WHERE purged = 0;

CREATE TABLE export_parts (
  tenant_id TEXT NOT NULL,
  export_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  lines INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (tenant_id, export_id, step)
) WITHOUT ROWID;

CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  status TEXT NOT NULL,
  -- Whom to erase; null as soon as that is done.
  subject TEXT,
  subject_digest TEXT NOT NULL,
  matched_by TEXT NOT NULL,
  scanned INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  exports TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
) WITHOUT ROWID;
CREATE INDEX erasures_by_project ON erasures (tenant_id, project_id, id);
