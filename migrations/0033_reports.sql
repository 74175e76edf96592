-- What a project's day or week was like, frozen when it was made. The id is made from project, kind and days: one report each.
CREATE TABLE reports (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  "from" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  timezone TEXT NOT NULL,
  currency TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, id)
) WITHOUT ROWID;

-- Links that show a report to whoever holds them, until they end.
CREATE TABLE report_links (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  PRIMARY KEY (tenant_id, project_id, report_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX report_links_by_id ON report_links (id);
