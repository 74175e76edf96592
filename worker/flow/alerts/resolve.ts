/** Resolving an alert by hand. */
import type { Ctx } from '../../base/context.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Alert } from './schema.ts';

/** Ends an open alert; a threshold that still holds is quiet until it has cleared. 409 for one that has ended. */
export async function resolveAlert(ctx: Ctx, alert_id: string): Promise<Alert> {
  return await actOnAlert(ctx, alert_id, { kind: 'resolve' });
}
