-- What is usual of a day by each full hour, for the cards of the day under way: made once a day, and again when the days before it change.
CREATE TABLE usual_by_now (
  tenant_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  basis TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant_id, project_id, currency)
) WITHOUT ROWID;
