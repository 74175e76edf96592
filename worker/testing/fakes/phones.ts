/** People's phones for tests: agreed to, confirmed by the code that WhatsApp's fake took. */
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { WhatsAppFake } from '../../../scripts/fakes/whatsapp/whatsapp.ts';
import { unseal } from '../../tenants/deliveries/index.ts';
import { deliveriesOf } from '../notifications.ts';
import { type Person, type Reply, request, type Seed } from '../seed.ts';
import { reach } from './reach.ts';

/** WhatsApp as this test's bindings know it, until the test ends. */
export function whatsApp(): WhatsAppFake {
  const fake = new WhatsAppFake({
    access_token: env.WHATSAPP_ACCESS_TOKEN!,
    phone_number_id: env.WHATSAPP_PHONE_NUMBER_ID!,
    app_secret: env.WHATSAPP_APP_SECRET!,
  });
  reach(env.WHATSAPP_API_URL!, fake);
  return fake;
}

/** A number that no other test has. */
export function freshNumber(): string {
  return `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
}

/** Adds a phone, not confirmed yet. */
export async function addPhone(person: Person, address: string, fake?: WhatsAppFake): Promise<Reply> {
  fake?.watched.add(address.replaceAll(/\D/g, ''));
  const { kinds } = (await person.call('GET', '/v1/channels')).body;
  const { consent } = kinds.find(({ kind }: { kind: string }) => kind === 'whatsapp');
  return await person.call('POST', '/v1/channels', { kind: 'whatsapp', address, consent });
}

/** The code that was last sent to a channel, from its sealed delivery; it may be out already. */
export async function codeFor(shop: Pick<Seed, 'tenant_id' | 'project_id'>, channel_id: string): Promise<string> {
  const row = (await deliveriesOf(shop)).filter(({ recipient }) => recipient === channel_id).at(-1)!;
  return (JSON.parse(unseal(env, row.id, row.content!)) as { code: string }).code;
}

/** Adds a phone and confirms it by the code that arrived on it. */
export async function withPhone(fake: WhatsAppFake, person: Person, address = freshNumber()) {
  const { body } = await addPhone(person, address, fake);
  const arrived = () => fake.arrived.filter(({ template }) => template?.name === 'signalbox_code').at(-1);
  await expect.poll(arrived, { timeout: 8_000 }).toBeDefined();
  const code = arrived()!.template!.components[0]!.parameters[0]!.text!;
  const confirmed = await person.call('POST', `/v1/channels/${body.id}/confirm`, { code });
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'active' } });
  fake.arrived.length = 0;
  return { id: body.id as string, address };
}

/** Hands a webhook to the Worker. */
export async function hook({ body, headers }: { body: string; headers: Record<string, string> }): Promise<Reply> {
  return await request('POST', '/v1/webhooks/whatsapp', undefined, body, {
    ...headers,
    'content-type': 'application/json',
  });
}
