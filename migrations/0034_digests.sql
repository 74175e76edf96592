-- Hours at which digests of a project are due, one row for all who chose the same. A row stays due until everybody was told.
CREATE TABLE digest_times (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  -- '' for the clock of the project.
  timezone TEXT NOT NULL,
  -- The last day of the period that is told next.
  "to" TEXT NOT NULL,
  due_at TEXT NOT NULL,
  -- When the minute cron looks at it: when it is due, and again while it is not done.
  next_look_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, kind, at, timezone)
) WITHOUT ROWID;
CREATE INDEX digest_times_due ON digest_times (next_look_at);

-- Recipients beside the members may get the digest too, by the project's clock.
ALTER TABLE channels ADD COLUMN digest TEXT NOT NULL DEFAULT 'off';
ALTER TABLE channels ADD COLUMN digest_at TEXT NOT NULL DEFAULT '08:00';
