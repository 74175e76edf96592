/** Requests made from the published document, and from junk: whatever they hold, no reply is a 5xx or speaks of our validator. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Caller, makeWorld, nobody, operator, type World } from './contract.ts';
import { request } from './seed.ts';

// biome-ignore lint/suspicious/noExplicitAny: schemas of every shape are read
type Schema = any;

const document: Schema = (await request('GET', '/openapi.json', undefined)).body;
const ORDER = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation, those that only read first. */
const operations = Object.entries<Schema>(document.paths)
  .flatMap(([path, methods]) => Object.entries<Schema>(methods).map(([method, one]) => ({ ...one, path, method })))
  .sort((one, other) => ORDER.indexOf(one.method) - ORDER.indexOf(other.method));

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', ' ', '\u0000', '💥', "' OR 1=1 --", '../..', '%', 'x'.repeat(5_000), '9999-12-31', '0000-01-01'),
  fc.constantFrom(-1, 0, 1.5, 1e13, 1e308, Number.MAX_SAFE_INTEGER + 1, true, null, [], {}, [[]], { __proto__: null }),
);

/** Values of a schema, now and then something else. */
function nearlyValidOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: validOf(schema, depth) }, { weight: 1, arbitrary: junk });
}

function validOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (typeof schema !== 'object' || depth > 6) return junk;
  if (schema.$ref) return validOf(document.components.schemas[schema.$ref.split('/').at(-1)], depth + 1);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice: Schema) => nearlyValidOf(choice, depth + 1)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return objectOf(schema, depth);
  if (type === 'array') return fc.array(nearlyValidOf(schema.items ?? {}, depth + 1), { maxLength: 3 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') {
    const { minimum: min = -1_000, maximum: max = 1_000_000 } = schema;
    return fc.integer({ min: Math.ceil(min), max: Math.floor(Math.min(max, Number.MAX_SAFE_INTEGER)) });
  }
  return type === 'string' ? textOf(schema) : junk;
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries<Schema>(schema.properties ?? {}).filter(([, field]) => field !== false);
  const known = fc.record(Object.fromEntries(fields.map(([name, field]) => [name, nearlyValidOf(field, depth + 1)])), {
    requiredKeys: schema.required?.filter((name: string) => fields.some(([own]) => own === name)) ?? [],
  });
  if (typeof schema.additionalProperties !== 'object') return known;
  const more = fc.dictionary(fc.string({ maxLength: 10 }), nearlyValidOf(schema.additionalProperties, depth + 1), {
    maxKeys: 2,
  });
  return fc.tuple(known, more).map(([own, other]) => ({ ...other, ...own }));
}

function textOf({ pattern, format, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern) return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= 1_000);
  if (format === 'email') return fc.emailAddress();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const dates = fc.constantFrom(
    '2026-03-01',
    '2026-03-31',
    '2026-03-08T05:00:00Z',
    'UTC',
    'Europe/Berlin',
    'EUR',
    '0 8 * * *',
  );
  return fc.oneof(fc.string({ maxLength: Math.min(maxLength, 40), unit: 'grapheme' }), dates);
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** One request of an operation; ids are those of the world, or made up. */
function callOf(operation: Schema, world: World): fc.Arbitrary<{ path: string; body: unknown }> {
  const ids = [
    world.project_id,
    world.tenant_id,
    world.spare_key_id,
    world.bystander.user_id,
    'evt_1',
    'revenue',
    'none',
  ];
  const parameters: Schema[] = operation.parameters ?? [];
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  const schema = operation.requestBody?.content['application/json']?.schema;
  const made = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: junk.map(text) });
  return fc
    .record({
      params: fc.tuple(...inPath.map(() => made)),
      query: fc.record(Object.fromEntries(inQuery.map(({ name, schema }) => [name, nearlyValidOf(schema)])), {
        requiredKeys: [],
      }),
      body: schema ? nearlyValidOf(schema) : fc.constant(undefined),
    })
    .map(({ params, query, body }) => {
      const filled = inPath.reduce<string>(
        (path, { name }, i) => path.replace(`{${name}}`, encodeURIComponent(params[i] || 'none')),
        operation.path,
      );
      const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(text(value) ?? '')}`);
      return {
        path: asked.length > 0 ? `${filled}?${asked.join('&')}` : filled,
        body: body === undefined ? body : JSON.stringify(body),
      };
    });
}

const OUR_VALIDATOR = /Invalid (input|option|string)|Too (small|big): |Unrecognized key|expected \w+, received/;

/** What may archive the project or end the owner's session comes last. */
const rank = (tag: string) => ['Projects', 'Session', 'Account'].indexOf(tag);

const origin = { origin: 'https://signalbox.test', 'content-type': 'application/json' };
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe('requests made from the document', () => {
  const tags = [...new Set<string>(operations.map(({ tags }) => tags[0]))].sort(
    (one, other) => rank(one) - rank(other),
  );
  it.each(tags)(
    'never meet a fault of ours, nor a sentence that is not ours: %s',
    async (tag) => {
      const callers: Record<string, Caller> = { key: world.call, owner: world.people.owner.call, operator, nobody };
      for (const operation of operations.filter(({ tags }) => tags[0] === tag)) {
        const names = operation.path.startsWith('/v1/admin/') ? ['operator'] : ['key', 'owner', 'nobody'];
        await fc.assert(
          fc.asyncProperty(callOf(operation, world), fc.constantFrom(...names), async ({ path, body }, name) => {
            const reply = await callers[name]!(operation.method.toUpperCase(), path, body, origin);
            const told = JSON.stringify(reply.body ?? '');
            expect([name, reply.status < 500, told]).toEqual([name, true, told]);
            if (reply.status < 400) return;
            expect(reply.headers.get('content-type')).toBe('application/problem+json');
            expect(Object.keys(operation.responses)).toContain(String(reply.status));
            expect(told).not.toMatch(OUR_VALIDATOR);
          }),
          { numRuns: 4 },
        );
      }
    },
    60_000,
  );
});
