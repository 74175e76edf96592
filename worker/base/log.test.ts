/** What the log says of an error: its reason, and never the values of a query. */
import { expect, it } from 'vitest';
import { describeError } from './log.ts';

it('a failed query is told with its cause and without its values', () => {
  const cause = new Error('D1_ERROR: database or disk is full: SQLITE_FULL');
  const error = new Error(
    'Failed query: select "id" from "users" where "email" = ?\nparams: ada@shop.example,\nsecond line',
    {
      cause,
    },
  );
  const said = describeError(error);
  expect(said).toEqual({
    error: 'Error: Failed query: select "id" from "users" where "email" = ?',
    stack: expect.stringMatching(/ = \?\n {4}at /),
    cause: 'Error: D1_ERROR: database or disk is full: SQLITE_FULL',
  });
  expect(JSON.stringify(said)).not.toMatch(/ada@|second line/);
});

it('what is thrown may be anything', () => {
  expect(describeError('text')).toEqual({ error: 'text' });
  expect(describeError(new TypeError('no'))).toEqual({ error: 'TypeError: no', stack: expect.any(String) });
});
