-- The signed head of each ledger, once a day: what its owners are mailed and shown.
CREATE TABLE ledger_heads (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  day TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  at TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, day)
) WITHOUT ROWID;
CREATE INDEX ledger_heads_by_day ON ledger_heads (day, project_id);

-- The public file of each day, as it lies in R2: each names the one before by its hash.
CREATE TABLE head_files (
  day TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  ledgers INTEGER NOT NULL,
  written_at TEXT NOT NULL
) WITHOUT ROWID;
