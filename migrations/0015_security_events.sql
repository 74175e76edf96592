-- What happened around a person's own account, for that person: sign-ins, failures, new devices, changes. Kept for 90 days.
CREATE TABLE security_events (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  event TEXT NOT NULL,
  -- How, or which: `password`, the name of a passkey.
  detail TEXT NOT NULL,
  ip_address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX security_events_by_user ON security_events (user_id, id);
CREATE INDEX security_events_by_age ON security_events (created_at);

-- The entries of a call are sealed right after it: found by its request, while they are open.
CREATE INDEX audit_entries_open ON audit_entries (request_id) WHERE hash IS NULL;
