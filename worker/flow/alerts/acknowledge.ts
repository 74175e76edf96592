/** Acknowledging an alert. */
import type { Ctx } from '../../base/context.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Alert } from './schema.ts';

/** Takes a pending alert on: it stays quiet until its condition clears. 409 for any but a pending one. */
export async function acknowledgeAlert(ctx: Ctx, alert_id: string): Promise<Alert> {
  return await actOnAlert(ctx, alert_id, { kind: 'acknowledge' });
}
