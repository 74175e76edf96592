/** By what two events belong together: a session, a correlation, an entity; without any of these the person. */

type Joined = Partial<
  Record<'session_id' | 'correlation_id' | 'entity_type' | 'entity_id' | 'actor_id' | 'anonymous_id', unknown>
>;

/** What PII handling leaves of an id under the policy `redact`: the same for every person, so it identifies none. */
const REDACTED = /\[(?:email|phone|card)\]/;

/**
 * The keys that an event is looked for by; one that shares any of them belongs to it. Ids as they are stored, so tokens of
 * personal data join too.
 */
export function joinKeysOf(event: Joined): string[] {
  const keys = ownKeysOf(event);
  return keys.length > 0 ? keys : personKeysOf(event);
}

/** All keys that an event can be found by: its person as well, because the event before it may have had only that. */
export function answerKeysOf(event: Joined): string[] {
  return [...ownKeysOf(event), ...personKeysOf(event)];
}

function ownKeysOf({ session_id, correlation_id, entity_type, entity_id }: Joined): string[] {
  const entity = entity_id === undefined ? undefined : `${entity_type ?? ''} ${entity_id}`;
  return keysOf({ session_id, correlation_id, entity });
}

function personKeysOf({ actor_id, anonymous_id }: Joined): string[] {
  return keysOf({ actor_id, anonymous_id });
}

function keysOf(ids: Record<string, unknown>): string[] {
  return Object.entries(ids).flatMap(([name, id]) => {
    return id === undefined || REDACTED.test(id as string) ? [] : [`${name} ${id}`];
  });
}
