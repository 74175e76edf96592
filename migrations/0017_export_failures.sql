-- How often in a row the next part of an export could not be written: after so many times it has failed.
ALTER TABLE exports ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
