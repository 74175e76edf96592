/** The published shapes of events are made of what validation knows: no field, type or limit is in one of them alone. */
import { expect, it } from 'vitest';
import { EVENT_SHAPES } from './event-document.ts';
import { AMOUNT_REQUIRED, CORE_EVENT_TYPES, CUSTOM_EVENT_TYPE } from './event-types.ts';
import { EventInput } from './schema.ts';

const { MoneyEventInput, CoreEventInput, CustomEventInput } = EVENT_SHAPES;
const typesOf = (shape: { properties: { event_type: object } }) =>
  (shape.properties.event_type as { enum: string[] }).enum;

it('every shape has the fields that validation takes, and no other', () => {
  for (const { properties, additionalProperties } of [MoneyEventInput, CoreEventInput, CustomEventInput]) {
    expect(Object.keys(properties).sort()).toEqual(Object.keys(EventInput.shape).sort());
    expect(additionalProperties).toBe(false);
  }
});

it('every core type is in one shape: with money where it is required', () => {
  expect(typesOf(MoneyEventInput).sort()).toEqual([...AMOUNT_REQUIRED].sort());
  expect([...typesOf(MoneyEventInput), ...typesOf(CoreEventInput)].sort()).toEqual([...CORE_EVENT_TYPES].sort());
  expect(CustomEventInput.properties.event_type).toMatchObject({ pattern: CUSTOM_EVENT_TYPE.source });
});

it('every example is an event that validation takes', () => {
  for (const example of EVENT_SHAPES.EventInput.examples) expect(EventInput.safeParse(example).success).toBe(true);
  for (const shape of [MoneyEventInput, CoreEventInput, CustomEventInput]) {
    const fields = Object.entries(shape.properties as unknown as Record<string, { examples?: unknown[] }>);
    const event = Object.fromEntries(fields.flatMap(([name, { examples }]) => (examples ? [[name, examples[0]]] : [])));
    const payload = { amount_cents: 1050, currency: 'EUR' };
    expect(EventInput.safeParse({ ...event, payload }).error?.issues).toBeUndefined();
  }
});

it('text is bounded where validation bounds it', () => {
  const { idempotency_key } = CoreEventInput.properties as unknown as Record<string, { maxLength: number }>;
  const event = (length: number) => ({ event_type: 'signup', idempotency_key: 'x'.repeat(length) });
  expect(EventInput.safeParse(event(idempotency_key!.maxLength)).success).toBe(true);
  expect(EventInput.safeParse(event(idempotency_key!.maxLength + 1)).success).toBe(false);
});
