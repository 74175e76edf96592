/** By what two events belong together: a session, a correlation, an entity; without any of these the person. */

type Joined = Partial<
  Record<'session_id' | 'correlation_id' | 'entity_type' | 'entity_id' | 'actor_id' | 'anonymous_id', unknown>
>;

/** The keys of an event; two events are joined when they share one. Ids as they are stored, so tokens of personal data join too. */
export function joinKeysOf(event: Joined): string[] {
  const { session_id, correlation_id, entity_type, entity_id, actor_id, anonymous_id } = event;
  const keys = keysOf({ session_id, correlation_id });
  if (entity_id !== undefined) keys.push(`entity ${entity_type ?? ''} ${entity_id}`);
  return keys.length > 0 ? keys : keysOf({ actor_id, anonymous_id });
}

function keysOf(ids: Record<string, unknown>): string[] {
  return Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [`${name} ${id}`]));
}
