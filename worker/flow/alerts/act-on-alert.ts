/** What all actions on an alert share: the permission, the call of the Hub, refusals. Of two at once, the Hub tells one who was first. */
import { hubOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import type { AlertAction, Refusal } from './hub/actions.ts';
import type { AlertsHub } from './objects.ts';
import type { Alert } from './schema.ts';

export const ACT_PERMISSION = 'alerts:acknowledge';

/** Has the Hub do it; 404 for an alert of another tenant or project, 409 with who was first where it is too late. */
export async function actOnAlert(ctx: Ctx, alert_id: string, action: AlertAction): Promise<Alert> {
  requirePermission(ctx, ACT_PERMISSION);
  const { env, tenant_id, project_id = null, request_id } = ctx;
  const { type, id, label = id } = ctx.actor;
  const request = { alert_id, project_id, action, actor: { type, id, label }, request_id };
  const reply = await callObject(async () => await hubOf<AlertsHub>(env, tenant_id).actOnAlert(tenant_id, request));
  if (reply === null) throw missing('alert');
  if ('refusal' in reply) throw conflict(reply.refusal);
  return reply.alert;
}

function conflict({ code, by, at }: Refusal): AppError {
  const messages: Record<Refusal['code'], string> = {
    'alert.already_acknowledged': `${by} acknowledged this alert at ${at}.`,
    'alert.already_resolved': `This alert was resolved at ${at} (${by}).`,
    'alert.already_marked': 'This alert is marked as a false positive already.',
    'alert.snoozed': `This alert is snoozed until ${at}.`,
  };
  return new AppError('conflict', code, messages[code], { by, at });
}
