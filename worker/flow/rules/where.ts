/** Pure: a condition on a field of an event's stored payload. */
import type { Where } from './schema.ts';

/** Whether the payload fulfils the condition; without one every payload does. */
export function fulfils(payload: unknown, where: Where | null): boolean {
  if (!where) return true;
  const found = fieldOf(payload, where.field);
  const { operator, value } = where;
  switch (operator) {
    case 'exists':
      return found !== undefined && found !== null;
    case 'eq':
      return found === value;
    case 'ne':
      return found !== undefined && found !== value;
    case 'contains':
      return contains(found, value);
    default:
      return compares(found, operator, value);
  }
}

/** `customer.country`: a field's own name first, so that a name with dots is found as well. */
function fieldOf(payload: unknown, path: string): unknown {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const fields = payload as Record<string, unknown>;
  if (Object.hasOwn(fields, path)) return fields[path];
  const dot = path.indexOf('.');
  if (dot < 0 || !Object.hasOwn(fields, path.slice(0, dot))) return undefined;
  return fieldOf(fields[path.slice(0, dot)], path.slice(dot + 1));
}

function contains(found: unknown, value: unknown): boolean {
  if (Array.isArray(found)) return found.includes(value);
  return typeof found === 'string' && typeof value === 'string' && found.includes(value);
}

function compares(found: unknown, operator: 'gt' | 'gte' | 'lt' | 'lte', value: unknown): boolean {
  if (typeof found !== 'number' || typeof value !== 'number') return false;
  if (operator === 'gt') return found > value;
  if (operator === 'gte') return found >= value;
  return operator === 'lt' ? found < value : found <= value;
}
