-- Until when the run that writes an export is taken to be alive, how many events it will hold, and why it failed.
ALTER TABLE exports ADD COLUMN lease_until TEXT;
ALTER TABLE exports ADD COLUMN total_events INTEGER;
ALTER TABLE exports ADD COLUMN error_code TEXT;
CREATE INDEX exports_running ON exports (lease_until) WHERE status = 'running';
