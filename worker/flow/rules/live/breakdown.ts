/** Pure: which value of which field of the events moved a number, between two stretches of time. */
import type { Part } from '../../../words/reason.ts';

/** One value of a field, and what it was worth in both stretches. */
export type Dimension = Part;

/** A field is a dimension when it has at least two values and at most this many. */
const MAX_VALUES = 24;
const MAX_PARTS = 5;
/** Fields that name a thing, a person or a sum are no dimensions, however few values they have. */
const NOT_DIMENSIONS =
  /(^|_)(id|ids|email|phone|name|customer|client|contact|user|person|cents|amount|currency|url|token|key)$/;

/** The payload of an event as it is stored. */
export type Payload = Record<string, unknown>;

/** What of a payload is compared: the rest may be 32 KB, and a thousand of them are held. */
export function comparableOf(payload: Payload): Payload {
  return Object.fromEntries(
    Object.entries(payload).filter(([name, value]) => name === 'amount_cents' || isValue(name, value)),
  );
}

function isValue(name: string, value: unknown): value is string {
  return typeof value === 'string' && value.length <= 60 && !NOT_DIMENSIONS.test(name);
}

/**
 * The values that moved a count, or the sum of `amount_cents`, most: of the field whose values together explain most of the change.
 * Empty when no top-level text field has few enough values.
 */
export function breakdown(now: readonly Payload[], before: readonly Payload[], field: 'n' | 'sum'): Dimension[] {
  const worth = ({ amount_cents }: Payload) => (field === 'n' ? 1 : Number(amount_cents ?? 0));
  const dimensions = new Map<string, Map<string, { now: number; before: number }>>();
  const add = (payloads: readonly Payload[], side: 'now' | 'before') => {
    for (const payload of payloads) {
      for (const [name, value] of Object.entries(payload)) {
        if (!isValue(name, value)) continue;
        const values = dimensions.get(name) ?? new Map();
        dimensions.set(name, values);
        const known = values.get(value) ?? { now: 0, before: 0 };
        values.set(value, known);
        known[side] += worth(payload);
      }
    }
  };
  add(now, 'now');
  add(before, 'before');
  let best: Dimension[] = [];
  for (const [name, values] of dimensions) {
    if (values.size < 2 || values.size > MAX_VALUES) continue;
    const unit = field === 'n' ? ('count' as const) : ('money' as const);
    const parts = [...values].map(([value, sums]) => ({
      kind: 'value' as const,
      label: `${name} ${value}`,
      ...sums,
      unit,
    }));
    parts.sort((a, b) => change(b) - change(a));
    if (!best[0] || change(parts[0]!) > change(best[0])) best = parts;
  }
  return best.filter((part) => change(part) > 0).slice(0, MAX_PARTS);
}

const change = ({ now, before }: Pick<Dimension, 'now' | 'before'>) => Math.abs(now - before);
