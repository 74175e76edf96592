/** A browser's push subscription, and how it is kept: its keys are sealed. */
import { z } from '@hono/zod-openapi';
import type { Env } from '../../../base/env.ts';
import { refusalOf } from '../../../base/http/outbound-address.ts';
import { seal, unseal } from '../../../tenants/deliveries/index.ts';

/** As `PushSubscription.toJSON()` gives it. */
export const Subscription = z
  .object({
    endpoint: z.url().max(1_000),
    expirationTime: z.number().nullish(),
    keys: z
      .object({ p256dh: z.string().regex(/^[\w-]{87}=?$/), auth: z.string().regex(/^[\w-]{22}={0,2}$/) })
      .strict()
      .describe('The device’s public key and its secret, base64url.'),
  })
  .strict()
  .openapi('PushSubscription');
export type Subscription = z.infer<typeof Subscription>;

interface Row {
  id: string;
  config: Record<string, unknown>;
}

/** What is wrong with a subscription: a field and words; undefined where nothing is. */
export async function faultOf(env: Env, { endpoint, keys }: Subscription): Promise<[string, string] | undefined> {
  if (refusalOf(endpoint, { env })) return ['endpoint', 'must be a public https address'];
  const point = Buffer.from(keys.p256dh, 'base64url');
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const isOnCurve = await crypto.subtle.importKey('raw', point, curve, false, []).then(
    () => true,
    () => false,
  );
  return isOnCurve ? undefined : ['keys.p256dh', 'is no point of P-256'];
}

/** The config of the channel that keeps it. */
export function keepSubscription(env: Env, id: string, { keys }: Subscription): Record<string, unknown> {
  return { keys: seal(env, id, JSON.stringify(keys)) };
}

/** The keys of a kept one. Throws when they were sealed for another row, or by another secret. */
export function readSubscription(env: Env, { id, config }: Row): Subscription['keys'] {
  return JSON.parse(unseal(env, id, String(config.keys))) as Subscription['keys'];
}
