-- Accounts through the account library: credentials move out of `users`, sessions get ids so that people can list and end them,
-- roles get company, invitations and mails appear. Whoever was signed in before signs in once more.
ALTER TABLE users ADD COLUMN email_verified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN two_factor_enabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN locale TEXT NOT NULL DEFAULT 'en';
ALTER TABLE users ADD COLUMN image TEXT;
ALTER TABLE users ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
-- Until now only the operator made accounts, who vouches for their addresses.
UPDATE users SET email_verified = 1, updated_at = created_at;

-- How a person signs in: `credential` is a password, all others are providers. Tokens of providers are not kept.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  password TEXT,
  access_token TEXT,
  refresh_token TEXT,
  id_token TEXT,
  access_token_expires_at TEXT,
  refresh_token_expires_at TEXT,
  scope TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_by_provider ON accounts (provider_id, account_id);
CREATE INDEX accounts_by_user ON accounts (user_id);
INSERT INTO accounts (id, provider_id, account_id, user_id, password, created_at, updated_at)
  SELECT 'acc_' || substr(id, 5), 'credential', id, id, password, created_at, created_at FROM users;
ALTER TABLE users DROP COLUMN password;

DROP TABLE sessions;
-- `tenant_id` is empty for a person who belongs to no tenant yet.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users (id),
  tenant_id TEXT NOT NULL DEFAULT '',
  ip_address TEXT,
  user_agent TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id, tenant_id);

-- Reset links and two-factor challenges; identifiers are stored hashed.
CREATE TABLE verifications (
  id TEXT PRIMARY KEY,
  identifier TEXT NOT NULL,
  value TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX verifications_by_identifier ON verifications (identifier);

CREATE TABLE two_factors (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL UNIQUE REFERENCES users (id),
  secret TEXT NOT NULL,
  backup_codes TEXT NOT NULL,
  verified INTEGER NOT NULL DEFAULT 0,
  failed_verification_count INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT
) WITHOUT ROWID;

-- A sign-up becomes a person only when its own link is followed, so nobody can hold an address that is not theirs.
CREATE TABLE sign_ups (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;

-- What is slowed: failed sign-ins per account and address, sign-ups, mails.
DROP TABLE sign_in_failures;
CREATE TABLE attempts (
  subject TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  blocked_until TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  invited_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  accepted_at TEXT,
  accepted_by TEXT,
  revoked_at TEXT
) WITHOUT ROWID;
CREATE INDEX invitations_by_tenant ON invitations (tenant_id, id);
CREATE UNIQUE INDEX invitations_open ON invitations (tenant_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Development only: mails that a real transport would have carried.
CREATE TABLE mail_outbox (
  id TEXT PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;
