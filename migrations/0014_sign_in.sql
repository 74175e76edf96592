-- When the person of a session last proved who they are: dangerous acts ask for it anew after 15 minutes.
ALTER TABLE sessions ADD COLUMN authenticated_at TEXT NOT NULL DEFAULT '';
UPDATE sessions SET authenticated_at = created_at;
