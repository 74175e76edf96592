/** The meters that usage is counted in. */
export const METERS: readonly string[] = [
  'ingest_unit',
  'storage_gb_month',
  'query_credit',
  'seat',
  'alerts_triggered',
  'active_widgets',
  'tokens_used',
  'tasks_executed',
];
