/** The text fields of an event that say who and what it is about, for Worker, dashboard and import. */
export const CONTEXT_FIELDS = [
  'actor_type',
  'actor_id',
  'entity_type',
  'entity_id',
  'session_id',
  'anonymous_id',
  'correlation_id',
] as const;
