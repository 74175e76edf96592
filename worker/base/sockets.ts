/** The contract of live sockets for code that takes a right away: which sockets end, and the call that ends them. */
import { hubOf } from '../../durable/stubs.ts';
import type { Ctx } from './context.ts';
import { describeError } from './log.ts';
import { callObject } from './retry.ts';

/** Which sockets end: those of a project, key, person or session; without any, all of the tenant. */
export type SocketOwner = Partial<Record<'project_id' | 'key_id' | 'user_id' | 'session_id', string>>;

/** What the Hub does for those who end sockets. */
export interface SocketsHub {
  /** Ends a tenant's open sockets with the code 1008. */
  dropSockets(owner: SocketOwner): void;
}

/**
 * Ends a tenant's sockets of a project, key, person or session; all of them without one. Call it once D1 refuses the
 * credential. If the hub cannot be reached, they end when they next have to show it, within the hour.
 */
export async function dropSockets(
  { env, log }: Pick<Ctx, 'env' | 'log'>,
  tenant_id: string,
  owner: SocketOwner,
): Promise<void> {
  try {
    await callObject(async () => await hubOf<SocketsHub>(env, tenant_id).dropSockets(owner));
  } catch (error) {
    log('error', 'sockets not ended, they end within the hour', { tenant_id, ...describeError(error) });
  }
}
