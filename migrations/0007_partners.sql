-- People from outside who may look at a tenant: assigned by the operator, neither members nor seats.
CREATE TABLE partners (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
) WITHOUT ROWID;
CREATE INDEX partners_by_user ON partners (user_id);
