/** Pure: whether an event's payload fulfils a rule's condition. */
import type { Where } from './schema.ts';

/**
 * Compares one field. Values of different types are never equal and never in order; a field that is absent fulfils only `ne`
 * and `exists` with the value false. Text is compared as it is stored, case included.
 */
export function matchesWhere(payload: unknown, { field, operator, value = null }: Where): boolean {
  const found = fieldOf(payload, field);
  switch (operator) {
    case 'exists':
      return (found !== undefined && found !== null) === (value !== false);
    case 'eq':
      return found !== undefined && found === value;
    case 'ne':
      return found !== value;
    case 'contains':
      if (Array.isArray(found)) return found.includes(value);
      return typeof found === 'string' && typeof value === 'string' && found.includes(value);
    default:
      return typeof found === 'number' && typeof value === 'number' && inOrder(found, operator, value);
  }
}

function inOrder(found: number, operator: 'gt' | 'gte' | 'lt' | 'lte', value: number): boolean {
  if (operator === 'gt') return found > value;
  if (operator === 'gte') return found >= value;
  return operator === 'lt' ? found < value : found <= value;
}

/** The field of that very name, or reached through objects at each dot. */
function fieldOf(payload: unknown, field: string): unknown {
  if (!isObject(payload)) return undefined;
  if (Object.hasOwn(payload, field)) return payload[field];
  let found: unknown = payload;
  for (const name of field.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
