-- The audit log, a project's status, and what a key knows of its use and its end.
CREATE TABLE audit_entries (
  tenant_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  actor_type TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_label TEXT NOT NULL,
  action TEXT NOT NULL,
  target_type TEXT NOT NULL,
  target_id TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  request_id TEXT NOT NULL,
  -- Both null until the entry is sealed: a minute later at most, or when the log is read.
  previous_hash TEXT,
  hash TEXT,
  PRIMARY KEY (tenant_id, seq)
) WITHOUT ROWID;
CREATE INDEX audit_entries_by_target ON audit_entries (tenant_id, target_id, seq);
CREATE INDEX audit_entries_by_actor ON audit_entries (tenant_id, actor_id, seq);

-- The last number given out, so that a deleted tail is missed and its numbers are never given out again.
CREATE TABLE audit_heads (
  tenant_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  sealed_seq INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX audit_heads_unsealed ON audit_heads (tenant_id) WHERE sealed_seq < seq;

CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
WHEN NEW.seq <> 1 + coalesce((SELECT seq FROM audit_heads WHERE tenant_id = NEW.tenant_id), 0)
BEGIN
  SELECT RAISE(ABORT, 'audit entries are numbered without gaps');
END;

CREATE TRIGGER audit_entries_head AFTER INSERT ON audit_entries
BEGIN
  INSERT INTO audit_heads (tenant_id, seq) VALUES (NEW.tenant_id, NEW.seq)
  ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq;
END;

-- Append-only: the one update there is fills in the hashes of an entry that has none.
CREATE TRIGGER audit_entries_fixed BEFORE UPDATE ON audit_entries
WHEN OLD.hash IS NOT NULL
  OR NEW.tenant_id <> OLD.tenant_id OR NEW.seq <> OLD.seq OR NEW.created_at <> OLD.created_at
  OR NEW.actor_type <> OLD.actor_type OR NEW.actor_id <> OLD.actor_id OR NEW.actor_label <> OLD.actor_label
  OR NEW.action <> OLD.action OR NEW.target_type <> OLD.target_type OR NEW.target_id <> OLD.target_id
  OR NEW."before" IS NOT OLD."before" OR NEW."after" IS NOT OLD."after" OR NEW.request_id <> OLD.request_id
BEGIN
  SELECT RAISE(ABORT, 'audit entries are append-only');
END;

-- A tenant's log goes only after the tenant itself.
CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries
WHEN EXISTS (SELECT 1 FROM tenants WHERE id = OLD.tenant_id)
BEGIN
  SELECT RAISE(ABORT, 'audit entries are append-only');
END;

ALTER TABLE projects ADD COLUMN status TEXT NOT NULL DEFAULT 'active';

ALTER TABLE api_keys ADD COLUMN last_used_at TEXT;
ALTER TABLE api_keys ADD COLUMN expires_at TEXT;
ALTER TABLE api_keys ADD COLUMN replaced_by TEXT;
