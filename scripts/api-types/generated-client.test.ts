/** What a client generated from the published document compiles, and what not: wrong events should not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { app } from '../../worker/app.ts';

const GOOD = [
  `{ event_type: 'payment_succeeded', idempotency_key: 'a', payload: { amount_cents: 1050, currency: 'EUR', order: 'x' } }`,
  `{ event_type: 'refund_issued', idempotency_key: 'a', payload: { amount_cents: 0, currency: 'JPY' }, source: 'server' }`,
  `{ event_type: 'signup', idempotency_key: 'a' }`,
  `{ event_type: 'signup', idempotency_key: 'a', payload: { plan: 'pro', seats: 3 }, actor_id: 'u1', schema_version: 1 }`,
  `{ event_type: 'checkout_started', idempotency_key: 'a', payload: { amount_cents: 1, currency: 'GBP' } }`,
  `{ event_type: 'custom.shop.viewed', idempotency_key: 'a', payload: {} }`,
  `{ event_type: 'custom.shop.viewed', idempotency_key: 'a', payload: { amount_cents: 1, currency: 'GBP', sku: 'x' } }`,
];

const WRONG = {
  'a payment without a payload': `{ event_type: 'payment_succeeded', idempotency_key: 'a' }`,
  'a refund without a payload': `{ event_type: 'refund_issued', idempotency_key: 'a' }`,
  'an amount that is text': `{ event_type: 'payment_succeeded', idempotency_key: 'a', payload: { amount_cents: '1', currency: 'EUR' } }`,
  'an amount without a currency': `{ event_type: 'payment_succeeded', idempotency_key: 'a', payload: { amount_cents: 1 } }`,
  'a currency without an amount': `{ event_type: 'signup', idempotency_key: 'a', payload: { currency: 'EUR' } }`,
  'a currency that there is not': `{ event_type: 'payment_succeeded', idempotency_key: 'a', payload: { amount_cents: 1, currency: 'eur' } }`,
  'money beside the payload': `{ event_type: 'signup', idempotency_key: 'a', amount_cents: 1, currency: 'EUR' }`,
  'a mistyped core type without a payload': `{ event_type: 'sign_up', idempotency_key: 'a' }`,
  'no type': `{ idempotency_key: 'a', payload: {} }`,
  'no key': `{ event_type: 'signup' }`,
  'a key that is a number': `{ event_type: 'signup', idempotency_key: 12748 }`,
  'another source': `{ event_type: 'signup', idempotency_key: 'a', source: 'browser' }`,
  'a time that is a number': `{ event_type: 'signup', idempotency_key: 'a', occurred_at: 1763719200 }`,
  'an unknown field': `{ event_type: 'signup', idempotency_key: 'a', user: 'x' }`,
  'another version': `{ event_type: 'signup', idempotency_key: 'a', schema_version: 2 }`,
};

const folder = mkdtempSync(join(tmpdir(), 'signalbox-client-'));
const faults = new Map<string, string[]>();

/** Compiles each event in a file of its own against the generated types. */
beforeAll(async () => {
  const document = await (await app.request('/openapi.json', {}, { LOG_LEVEL: 'error' })).json();
  writeFileSync(join(folder, 'api.d.ts'), astToString(await openapiTS(document as never)));
  const events = { ...Object.fromEntries(GOOD.map((event) => [event, event])), ...WRONG };
  const files = Object.entries(events).map(([name, event], i) => {
    const file = join(folder, `event-${i}.ts`);
    const type = `import type { components } from './api.d.ts';\ntype EventInput = components['schemas']['EventInput'];\n`;
    writeFileSync(file, `${type}export const event: EventInput = ${event};\n`);
    return [name, file] as const;
  });
  const options = { strict: true, noEmit: true, skipLibCheck: false, allowImportingTsExtensions: true, types: [] };
  const program = ts.createProgram(
    files.map(([, file]) => file),
    options,
  );
  for (const [name, file] of files) {
    const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
    faults.set(
      name,
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    );
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

it.each(GOOD)('%s compiles', (event) => {
  expect(faults.get(event)).toEqual([]);
});

it.each(Object.keys(WRONG))('%s does not compile', (name) => {
  expect(faults.get(name)).not.toEqual([]);
});
