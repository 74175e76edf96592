/** Ending the live sockets of a credential that has just lost its rights. */
import type { Ctx } from '../worker/base/context.ts';
import { describeError } from '../worker/base/log.ts';
import { callObject } from '../worker/base/retry.ts';
import type { SocketOwner } from './live-sockets.ts';
import { hubOf } from './stubs.ts';

/**
 * Ends a tenant's sockets of a project, key, person or session; all of them without one. Call it once D1 refuses the
 * credential. If the hub does not answer, they end when they next have to show it, within the hour.
 */
export async function dropSockets(
  { env, log }: Pick<Ctx, 'env' | 'log'>,
  tenant_id: string,
  owner: SocketOwner,
): Promise<void> {
  try {
    await callObject(async () => await hubOf(env, tenant_id).dropSockets(owner));
  } catch (error) {
    log('error', 'sockets left to their time', { tenant_id, ...describeError(error) });
  }
}
