/** Issues of zod as the codes, sentences and hints that callers and pages get. */
import { z } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { issuesOf } from './issue.ts';

const Person = z.strictObject({
  name: z.string().min(1).max(10),
  nick: z.string().min(3),
  age: z.number().int().min(18).max(120),
  mail: z.email(),
  role: z.enum(['owner', 'viewer']),
  tags: z.array(z.string()).max(1),
  site: z.string().regex(/^x/, 'must begin with x').optional(),
  contact: z
    .union([z.strictObject({ phone: z.string() }), z.strictObject({ fax: z.string(), code: z.number() })])
    .optional(),
});
const GOOD = { name: 'Ada', nick: 'ada', age: 36, mail: 'ada@shop.example', role: 'owner', tags: [] };

test.each([
  [{ name: undefined }, { code: 'required', message: 'required' }],
  [{ name: '' }, { code: 'required', message: 'required' }],
  [{ name: 5 }, { code: 'invalid', message: 'must be a text', hint: 'use "5", in quotes' }],
  [{ name: 'A very long name' }, { code: 'too_long', limit: 10, message: 'must be at most 10 characters long' }],
  [{ nick: 'a' }, { code: 'too_short', limit: 3, message: 'must be at least 3 characters long' }],
  [{ age: 17 }, { code: 'too_small', limit: 18, message: 'must be at least 18' }],
  [{ age: 121 }, { code: 'too_big', limit: 120, message: 'must be at most 120' }],
  [{ age: 18.5 }, { code: 'invalid', message: 'must be a whole number' }],
  [{ age: 'old' }, { code: 'invalid', message: 'must be a number' }],
  [{ age: '36' }, { code: 'invalid', message: 'must be a number', hint: 'use 36, without quotes', suggestion: '36' }],
  [{ mail: 'ada' }, { code: 'wrong_format', message: 'not an e-mail address' }],
  [{ role: 'king' }, { code: 'not_offered', message: 'must be one of owner, viewer' }],
  [{ role: undefined }, { code: 'required', message: 'required' }],
  [
    { role: 'Veiwer' },
    {
      code: 'not_offered',
      message: 'must be one of owner, viewer',
      hint: 'did you mean viewer?',
      suggestion: 'viewer',
    },
  ],
  [{ tags: ['a', 'b'] }, { code: 'invalid', message: 'must be a list of at most 1' }],
  [{ site: 'y' }, { code: 'wrong_format', message: 'must begin with x' }],
  [
    { nme: 'Ada' },
    { code: 'unknown', message: 'unknown field or parameter', hint: 'did you mean name?', suggestion: 'name' },
  ],
  [{ colour: 'red' }, { code: 'unknown', message: 'unknown field or parameter' }],
])('%j is told as %j', (change, told) => {
  const value = { ...GOOD, ...change };
  const { error } = Person.safeParse(value);
  const [path] = Object.keys(change);
  expect(issuesOf(error!, { value, names: Object.keys(Person.shape) })).toEqual([{ path, ...told }]);
});

test.each([
  [{ kind: 'telex' }, { code: 'not_offered', message: 'must be one of email, phone' }],
  [
    { kind: 'emial' },
    { code: 'not_offered', message: 'must be one of email, phone', hint: 'did you mean email?', suggestion: 'email' },
  ],
  [{}, { code: 'required', message: 'required' }],
])('of alternatives that a field tells apart, %j is told which there are', (value, told) => {
  const Way = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('email'), address: z.string() }),
    z.strictObject({ kind: z.literal('phone'), number: z.string() }),
  ]);
  expect(issuesOf(Way.safeParse(value).error!, { value })).toEqual([{ path: 'kind', ...told }]);
});

test('of alternatives the one that fits best is told, with its whole path', () => {
  const value = { ...GOOD, contact: { phone: 5 } };
  const { error } = Person.safeParse(value);
  expect(issuesOf(error!, { value })).toEqual([
    { path: 'contact.phone', code: 'invalid', message: 'must be a text', hint: 'use "5", in quotes' },
  ]);
});
