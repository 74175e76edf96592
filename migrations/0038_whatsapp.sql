-- Messages of phones that were handled: one that WhatsApp sends again changes nothing. Dropped after two days; older ones are refused.
CREATE TABLE whatsapp_messages (
  id TEXT PRIMARY KEY,
  received_at TEXT NOT NULL
) WITHOUT ROWID;

-- WhatsApp messages of a tenant by UTC day, for the plan's quota.
CREATE TABLE whatsapp_days (
  tenant_id TEXT NOT NULL,
  date TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, date)
) WITHOUT ROWID;
