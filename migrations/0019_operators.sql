-- Operators are people: who may run this installation and as what, the tokens they hold for an hour, and every call they make.
CREATE TABLE operators (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  -- The account that holds the address, bound when it first asks for a token; another account of that address is refused.
  user_id TEXT,
  role TEXT NOT NULL,
  added_by TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;

-- A token ends with the session that asked for it.
CREATE TABLE operator_tokens (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  operator_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX operator_tokens_by_operator ON operator_tokens (operator_id);

-- Written before the call is made; `status` and `code` follow. `tenant` is not called tenant_id: these rows outlive the tenant.
CREATE TABLE operator_calls (
  id TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  operator TEXT NOT NULL,
  role TEXT NOT NULL,
  method TEXT NOT NULL,
  route TEXT NOT NULL,
  target TEXT NOT NULL,
  tenant TEXT NOT NULL,
  address TEXT NOT NULL,
  request_id TEXT NOT NULL,
  status INTEGER,
  code TEXT
) WITHOUT ROWID;
CREATE INDEX operator_calls_by_tenant ON operator_calls (tenant, id);
CREATE INDEX operator_calls_by_operator ON operator_calls (operator_id, id);

-- Append-only for 400 days: the one update there is says how the call ended, and what it made.
CREATE TRIGGER operator_calls_fixed BEFORE UPDATE ON operator_calls
WHEN OLD.status IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at OR NEW.operator_id <> OLD.operator_id
  OR NEW.operator <> OLD.operator OR NEW.role <> OLD.role OR NEW.method <> OLD.method OR NEW.route <> OLD.route
  OR NEW.address <> OLD.address OR NEW.request_id <> OLD.request_id
BEGIN
  SELECT RAISE(ABORT, 'calls of operators are append-only');
END;

CREATE TRIGGER operator_calls_kept BEFORE DELETE ON operator_calls
WHEN OLD.created_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-400 days')
BEGIN
  SELECT RAISE(ABORT, 'calls of operators are kept for 400 days');
END;
