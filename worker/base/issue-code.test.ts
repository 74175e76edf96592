/** Issues of zod as the codes that pages have words for. */
import { z } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { issueOf } from './issue-code.ts';

const Person = z.object({
  name: z.string().min(1).max(10),
  nick: z.string().min(3),
  age: z.number().int().min(18).max(120),
  mail: z.email(),
  role: z.enum(['owner', 'viewer']),
  tags: z.array(z.string()).max(1),
});
const GOOD = { name: 'Ada', nick: 'ada', age: 36, mail: 'ada@shop.example', role: 'owner', tags: [] };

test.each([
  [{ name: undefined }, { code: 'required' }],
  [{ name: '' }, { code: 'required' }],
  [{ name: 'A very long name' }, { code: 'too_long', limit: 10 }],
  [{ nick: 'a' }, { code: 'too_short', limit: 3 }],
  [{ age: 17 }, { code: 'too_small', limit: 18 }],
  [{ age: 121 }, { code: 'too_big', limit: 120 }],
  [{ age: 'old' }, { code: 'invalid' }],
  [{ mail: 'ada' }, { code: 'wrong_format' }],
  [{ role: 'king' }, { code: 'not_offered' }],
  [{ tags: ['a', 'b'] }, { code: 'invalid' }],
])('%j is told as %j', (change, reason) => {
  const { error } = Person.safeParse({ ...GOOD, ...change });
  const [path] = Object.keys(change);
  expect(error?.issues.map(issueOf)).toEqual([{ path, message: error?.issues[0]?.message, ...reason }]);
});
