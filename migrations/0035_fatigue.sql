-- Messages to one reader stay few: what is too much waits, and goes out together with the next one.
-- The mark of who took its turn; null while it has none.
ALTER TABLE deliveries ADD COLUMN turn TEXT;
-- The delivery that it went out with; null where it goes by itself.
ALTER TABLE deliveries ADD COLUMN carried_by TEXT;
-- While it waits: whose message may take it along.
ALTER TABLE deliveries ADD COLUMN held TEXT;
-- The message as its first try wrote it, until it is settled: later tries say the same.
ALTER TABLE deliveries ADD COLUMN composed TEXT;
CREATE INDEX deliveries_held ON deliveries (tenant_id, project_id, held) WHERE held IS NOT NULL;
CREATE INDEX deliveries_carried ON deliveries (tenant_id, project_id, carried_by) WHERE carried_by IS NOT NULL;

-- How many messages of a lane a reader had by a channel since its window began (ms).
CREATE TABLE message_turns (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  channel TEXT NOT NULL,
  lane TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, project_id, recipient, channel, lane)
) WITHOUT ROWID;

-- How many messages a reader had by a channel on a day of their own, of all projects.
CREATE TABLE message_days (
  tenant_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  channel TEXT NOT NULL,
  date TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, recipient, channel, date)
) WITHOUT ROWID;
