/** Spending a tenant's requests: from the block this isolate holds, else from a new one of the Hub. */
import { hubOf } from '../../../durable/stubs.ts';
import type { Ctx } from '../../base/context.ts';
import { describeError } from '../../base/log.ts';
import { callObject } from '../../base/retry.ts';
import type { UsageHub } from './objects.ts';
import type { Grant } from './request-window.ts';

/** Whether a request may go on, and what is left. Without `limit` the Hub could not be reached, which refuses no request. */
export interface RequestVerdict {
  allowed: boolean;
  limit?: number;
  remaining: number;
  /** Seconds until the minute is over. */
  resets_in: number;
}

/** What this isolate holds of one tenant's minute. */
interface Block {
  window: number;
  limit: number;
  /** Requests that may be spent here without asking. */
  quantity: number;
  /** What the Hub had left at its last reply. */
  remaining: number;
  spent: number;
  until: number;
}

const MAX_TENANTS = 10_000;
let blocks = new Map<string, Block>();

type Caller = Pick<Ctx, 'env' | 'tenant_id' | 'now' | 'log'>;

/** Takes one request of the tenant's minute: at once where a block is held or the minute is used up, else with a call to the Hub. */
export function takeRequest(caller: Caller): RequestVerdict | Promise<RequestVerdict> {
  const block = blocks.get(caller.tenant_id);
  if (!block || block.until <= caller.now) return ask(caller, 0);
  return spend(block, caller.now) ?? ask(caller, block.spent);
}

/** The verdict that needs no call; undefined where the Hub may have more. */
function spend(block: Block, now: number): RequestVerdict | undefined {
  const allowed = block.quantity > 0;
  if (!allowed && block.remaining > 0) return undefined;
  if (allowed) {
    block.quantity -= 1;
    block.spent += 1;
  }
  const remaining = block.remaining + block.quantity;
  return { allowed, limit: block.limit, remaining, resets_in: Math.max(1, Math.ceil((block.until - now) / 1_000)) };
}

/** Each request makes its own call: a promise shared between requests would end with the request that made it. */
async function ask(caller: Caller, spent: number): Promise<RequestVerdict> {
  const { env, tenant_id, now } = caller;
  try {
    const grant = await callObject(async () => await hubOf<UsageHub>(env, tenant_id).leaseRequests(tenant_id, spent));
    // Nothing granted means that nothing is left, so there is a verdict.
    return spend(accept(tenant_id, grant, now), now)!;
  } catch (error) {
    caller.log('warn', 'request not counted', describeError(error));
    return { allowed: true, remaining: 0, resets_in: 0 };
  }
}

/** Adds a grant to the isolate's block of the same minute; one of an older minute is gone with it. */
function accept(tenant_id: string, grant: Grant, now: number): Block {
  const known = blocks.get(tenant_id);
  const { window, limit, quantity, remaining } = grant;
  if (known?.window === window) {
    known.quantity += quantity;
    known.remaining = Math.min(known.remaining, remaining);
    return known;
  }
  // Counted from before the call, so that no block outlives its minute at the Hub.
  const block: Block = { window, limit, quantity, remaining, spent: 0, until: now + grant.resets_in_ms };
  if (known && known.window > window) return block;
  if (blocks.size >= MAX_TENANTS) blocks = new Map();
  blocks.set(tenant_id, block);
  return block;
}

/** Forgets every block, as a new isolate would. */
export function dropBlocks(): void {
  blocks = new Map();
}
