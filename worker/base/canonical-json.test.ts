import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const anyJson = fc.jsonValue({ maxDepth: 5 });

/** Few values, so that two of them are often the same. */
const anySmall = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<unknown>(0, 1, '0', 'a', null, true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;

/** The same value with the members of all of its objects in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, shuffled(child)] as const);
  const copy = {};
  for (const [key, child] of entries.reverse()) {
    Object.defineProperty(copy, key, { value: child, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

describe('canonical JSON', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        // Not toEqual, which reads a member named __proto__ as the prototype.
        expect(isDeepStrictEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
    );
  });

  it('does not depend on the order of members, and is its own canonical form', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('differs exactly where values differ', () => {
    fc.assert(
      fc.property(anySmall, anySmall, (a, b) => {
        expect(canonicalJson(a) === canonicalJson(b)).toBe(isDeepStrictEqual(a, b));
      }),
      { numRuns: 1_000 },
    );
    const distinct = ['0', '"0"', '[0]', '{"0":0}', 'null', '""', '[]', '{}', '[[]]', '[{}]', 'false', '{"a":null}'];
    const nested = [
      '{"a":{"b":1}}',
      '{"a":1,"b":1}',
      '{"a":[1,2]}',
      '{"a":[[1],2]}',
      '{"a":"[1,2]"}',
      '{"__proto__":1}',
    ];
    const texts = [...distinct, ...nested, '{"__proto__":{"a":1}}'].map((text) => canonicalJson(JSON.parse(text)));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each([
    ['{"b":1,"a":2}', '{"a":2,"b":1}'],
    [
      '{"\\u20ac":1,"\\r":2,"1":3,"\\ufb33":4,"\\ud83d\\ude00":5,"\\u0080":6,"ö":7}',
      '{"\\r":2,"1":3,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":4}',
    ],
    [
      '[1.0, 1e2, -0, 1E-7, 1e21, 333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001]',
      '[1,100,0,1e-7,1e+21,333333333.3333333,4.5,0.002,1e-27]',
    ],
    ['"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['{"__proto__":{"b":1,"a":{}},"a":[]}', '{"__proto__":{"a":{},"b":1},"a":[]}'],
    ['{"10":1,"9":2,"a":3,"":4}', '{"":4,"10":1,"9":2,"a":3}'],
  ])('of %s is as RFC 8785 has it', (text, canonical) => {
    expect(canonicalJson(JSON.parse(text))).toBe(canonical);
  });
});
