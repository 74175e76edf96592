-- Accounts and workspaces that their owners want gone: after fourteen days of grace, then with a receipt that names nobody.
CREATE TABLE deletions (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- The account or workspace; when it is gone, the SHA-256 of its id.
  subject TEXT NOT NULL,
  status TEXT NOT NULL,
  -- The deletion of the account that takes this workspace along, because nobody else is in it.
  part_of TEXT,
  -- Of the link in the mail that keeps an account.
  digest TEXT UNIQUE,
  -- Whom to tell, in which language, by what name; null as soon as they are told.
  notice TEXT,
  created_at TEXT NOT NULL,
  due_at TEXT NOT NULL,
  lease_until TEXT,
  -- Objects to empty, written down before the rows that name them go.
  objects TEXT,
  counts TEXT NOT NULL,
  finished_at TEXT,
  receipt TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX deletions_open ON deletions (subject) WHERE status IN ('scheduled', 'running');
CREATE INDEX deletions_due ON deletions (due_at) WHERE notice IS NOT NULL;
