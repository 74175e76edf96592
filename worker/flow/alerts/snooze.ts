/** Snoozing an alert. */

import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError } from '../../base/errors.ts';
import { MINUTE_MS } from '../../shared/durations.ts';
import { ACT_PERMISSION, actOnAlert } from './act-on-alert.ts';
import { type Alert, MAX_SNOOZE_MINUTES, type SnoozeInput } from './schema.ts';

/** Puts an open alert aside until an instant within a year; then it is pending again if its condition still holds. 409 for one that has ended. */
export async function snoozeAlert(ctx: Ctx, alert_id: string, input: SnoozeInput): Promise<Alert> {
  requirePermission(ctx, ACT_PERMISSION);
  const until = input.minutes === undefined ? Date.parse(input.until!) : ctx.now + input.minutes * MINUTE_MS;
  if (until <= ctx.now) throw badTime('must lie in the future');
  if (until > ctx.now + MAX_SNOOZE_MINUTES * MINUTE_MS) throw badTime('may be a year away at most');
  return await actOnAlert(ctx, alert_id, { kind: 'snooze', until });
}

function badTime(message: string): AppError {
  const errors = [{ path: 'until', message }];
  return new AppError('unprocessable', 'request.invalid', `until: ${message}`, { errors });
}
