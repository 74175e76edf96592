-- Ways to people of a project beside its members, and to places such as a chat: only an active one gets anything.
CREATE TABLE channels (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Whose it is, where it is one person's device or phone; '' where it is the project's.
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- An e-mail address, a phone number, an endpoint.
  address TEXT NOT NULL,
  -- What the kind keeps beside it; secrets are sealed.
  config TEXT NOT NULL,
  locale TEXT NOT NULL,
  severities TEXT NOT NULL,
  events TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  confirmed_at TEXT,
  PRIMARY KEY (tenant_id, project_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX channels_by_address ON channels (tenant_id, project_id, kind, address);

-- Addresses that bounced or complained, by digest: notifications are not sent there any more.
CREATE TABLE suppressed_addresses (
  digest TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;

-- Mails of a tenant by UTC day, for the plan's quota.
CREATE TABLE mail_days (
  tenant_id TEXT NOT NULL,
  date TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, date)
) WITHOUT ROWID;
