import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CORE_EVENT_TYPES, SOURCES } from '../event-types.ts';
import { EventInput, MAX_DEPTH } from '../schema.ts';
import { type CheckedEvent, checkEvent } from './check-event.ts';
import { isPlainEvent, isShallow } from './plain-event.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const FIELDS = ['actor_type', 'actor_id', 'entity_type', 'entity_id', 'session_id', 'anonymous_id', 'correlation_id'];

const anyType = fc.oneof(
  fc.constantFrom<string>(...CORE_EVENT_TYPES),
  fc.stringMatching(/^custom\.[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}$/),
);
const anyText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 100 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
);
const anyJson = fc.jsonValue({ maxDepth: 4, noUnicodeString: false } as never) as fc.Arbitrary<unknown>;
const anyMoney = fc.record({
  amount_cents: fc.integer({ min: 0, max: 1e12 }),
  currency: fc.constantFrom('GBP', 'JPY', 'KWD'),
});
const anyOthers = fc.dictionary(
  fc.string().filter((key) => key !== 'amount_cents' && key !== 'currency'),
  anyJson,
  { maxKeys: 5 },
);

/** Events that the contract allows. */
const anyValid = fc
  .tuple(
    fc.record(
      {
        event_type: anyType,
        idempotency_key: anyText,
        occurred_at: fc
          .date({ min: new Date(Date.UTC(2000, 0, 1)), max: new Date(NOW), noInvalidDate: true })
          .map((d) => d.toISOString()),
        source: fc.constantFrom(...SOURCES),
        schema_version: fc.constant(1),
        ...Object.fromEntries(FIELDS.map((field) => [field, anyText])),
      },
      { requiredKeys: ['event_type', 'idempotency_key'] },
    ),
    anyMoney,
    anyOthers,
    fc.boolean(),
  )
  .map(([event, money, others, paid]) => ({
    ...event,
    payload: paid || needsMoney(event.event_type) ? { ...others, ...money } : others,
  }));

const needsMoney = (type: unknown) => type === 'payment_succeeded' || type === 'refund_issued';

/** Values that are wrong in many ways, or nearly right. */
const anyOdd = fc.oneof(
  anyJson,
  fc.constantFrom(
    undefined,
    '',
    ' ',
    0,
    -1,
    1.5,
    1e13,
    Number.NaN,
    1,
    '1',
    true,
    null,
    [],
    {},
    'x'.repeat(201),
    '👍'.repeat(150),
    '\ud800',
  ),
  fc.constantFrom('GBP', 'gbp', 'XXX', 'custom.a', 'custom.a.B', 'signup', 'sdk', '2026-01-01', '2026-02-30T00:00:00Z'),
);
const anyField = fc.constantFrom(
  'event_type',
  'idempotency_key',
  'occurred_at',
  'source',
  'payload',
  'schema_version',
  ...FIELDS,
  '__proto__',
  'constructor',
  'toString',
  'event_id',
  '',
  'Event_Type',
);

/** Sets an own member, also one that assignment would take for the prototype. */
function set(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A valid event with some of its fields, or of its payload's, replaced or taken away. */
const anyNearlyValid = fc
  .tuple(anyValid, fc.array(fc.tuple(fc.boolean(), anyField, anyOdd, fc.boolean()), { minLength: 1, maxLength: 3 }))
  .map(([event, changes]) => {
    const changed: Record<string, unknown> = { ...event, payload: { ...event.payload } };
    for (const [inPayload, field, value, remove] of changes) {
      const within = inPayload && typeof changed.payload === 'object' && changed.payload !== null;
      const target = within ? (changed.payload as Record<string, unknown>) : changed;
      const key = within ? (field.length % 2 ? 'amount_cents' : 'currency') : field;
      if (remove) delete target[key];
      else set(target, key, value);
    }
    return changed as unknown;
  });

const accepted = (verdict: ReturnType<typeof checkEvent>): verdict is CheckedEvent => !('code' in verdict);

/** An object so many levels deep, by a field of the given name. */
function nested(levels: number, field: string, asArray = false): object {
  let value: object = asArray ? [] : {};
  for (let i = 1; i < levels; i++)
    value = asArray ? [value] : JSON.parse(`{${JSON.stringify(field)}:${JSON.stringify(value)}}`);
  return value;
}

describe('the fast lane', () => {
  it('never says yes where the schema says no', () => {
    fc.assert(
      fc.property(fc.oneof(anyNearlyValid, anyValid, anyJson), (value) => {
        if (isPlainEvent(value)) expect(EventInput.safeParse(value).success).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes nearly every event that is valid', () => {
    const events = fc.sample(anyValid, 1_000);
    const plain = events.filter((event) => isPlainEvent(event));
    for (const event of events) expect(EventInput.safeParse(event).success).toBe(true);
    expect(plain.length / events.length).toBeGreaterThan(0.95);
  });

  it.each([
    '{"event_type":"signup","idempotency_key":"a","__proto__":{"x":1}}',
    '{"__proto__":{"idempotency_key":"a"},"event_type":"signup"}',
    '{"event_type":"signup","idempotency_key":"a","constructor":1}',
    '{"event_type":"payment_succeeded","idempotency_key":"a","payload":{"__proto__":{"amount_cents":1,"currency":"GBP"}}}',
    '{"event_type":"__proto__","idempotency_key":"a"}',
    '{"event_type":"toString","idempotency_key":"a"}',
    '{"event_type":"signup","idempotency_key":"a","payload":{"amount_cents":1,"currency":"constructor"}}',
    '{"event_type":"signup","idempotency_key":"a","payload":{"amount_cents":null}}',
    '{"event_type":"signup","idempotency_key":"a","payload":{"currency":null}}',
    '{"event_type":"custom.a.b\\n","idempotency_key":"a"}',
    '[{"event_type":"signup","idempotency_key":"a"}]',
  ])('refuses %s, as the whole check does', (text) => {
    const value = JSON.parse(text);
    expect(isPlainEvent(value)).toBe(false);
    expect(accepted(checkEvent(value, { kind: 'secret', now: NOW }))).toBe(false);
  });
});

describe('the verdict', () => {
  it('never accepts what the schema rejects, and accepts what it allows', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyNearlyValid, anyValid),
        fc.constantFrom('secret', 'publishable', 'person'),
        (value, kind) => {
          const verdict = checkEvent(value, { kind: kind as 'secret', now: NOW });
          const { success } = EventInput.safeParse(value);
          if (!success) expect(accepted(verdict)).toBe(false);
          else if (!accepted(verdict)) {
            const codes = ['event.too_old', 'event.in_future', 'event.server_only'];
            const deep = !isShallow((value as { payload?: object }).payload ?? {});
            expect(deep || codes.includes(verdict.code)).toBe(true);
          } else {
            expect(verdict.sent).toBe(value);
            if (kind === 'publishable') expect(verdict.source).toBe('sdk');
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('allows so many levels in a payload and no more, whatever they are called', () => {
    for (const field of ['a', '__proto__', 'constructor', '']) {
      for (const asArray of [true, false]) {
        const event = (levels: number) => {
          const payload = {};
          set(payload, field, nested(levels - 1, field, asArray));
          return { event_type: 'signup', idempotency_key: 'a', payload };
        };
        expect(accepted(checkEvent(event(MAX_DEPTH), { kind: 'secret', now: NOW }))).toBe(true);
        expect(isPlainEvent(event(MAX_DEPTH + 1))).toBe(false);
        expect(accepted(checkEvent(event(MAX_DEPTH + 1), { kind: 'secret', now: NOW }))).toBe(false);
      }
    }
  });

  it('holds the bounds of time to the millisecond', () => {
    const at = (ms: number) => ({
      event_type: 'signup',
      idempotency_key: 'a',
      occurred_at: new Date(ms).toISOString(),
    });
    const verdict = (ms: number) => checkEvent(at(ms), { kind: 'secret', now: NOW });
    expect(accepted(verdict(Date.UTC(2000, 0, 1)))).toBe(true);
    expect(verdict(Date.UTC(2000, 0, 1) - 1)).toMatchObject({ code: 'event.too_old' });
    expect(accepted(verdict(NOW + 300_000))).toBe(true);
    expect(verdict(NOW + 300_001)).toMatchObject({ code: 'event.in_future' });
  });

  it('never repeats more than a little of what was sent', () => {
    const huge = { event_type: 'x'.repeat(10_000), idempotency_key: 'y'.repeat(10_000), ['z'.repeat(10_000)]: 1 };
    const verdict = checkEvent(huge, { kind: 'secret', now: NOW });
    expect(accepted(verdict) ? '' : verdict.message.length).toBeLessThanOrEqual(500);
  });
});
