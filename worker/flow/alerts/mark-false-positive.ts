/** Marking an alert as a false positive. */
import type { Ctx } from '../../base/context.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Alert } from './schema.ts';

/** Ends an alert as a false positive, or marks one that has ended: no deviation up to its size fires while the mark is kept. */
export async function markFalsePositive(ctx: Ctx, alert_id: string): Promise<Alert> {
  return await actOnAlert(ctx, alert_id, { kind: 'false_positive' });
}
