-- Up to which event people were told of a project's business events; only projects where somebody has switched one on have a row.
CREATE TABLE event_watches (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, project_id)
) WITHOUT ROWID;

-- Flood control: how many events of a type were told one by one since a window began, and how many wait for its summary.
CREATE TABLE event_windows (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  event TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  held INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, project_id, event)
) WITHOUT ROWID;
CREATE INDEX event_windows_held ON event_windows (started_at) WHERE held > 0;
