-- Why the last evaluation of a rule failed, as a code: readers of other languages are told by it.
ALTER TABLE rules ADD COLUMN last_error_code TEXT;
