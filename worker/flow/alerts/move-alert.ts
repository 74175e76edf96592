/** What people and keys do to an alert. The Hub decides: of two at once, one is told who was first. */
import { hubOf } from '../../../durable/stubs.ts';
import { type Ctx, requirePermission } from '../../base/context.ts';
import { AppError, missing } from '../../base/errors.ts';
import { callObject } from '../../base/retry.ts';
import type { Move, Refusal } from './hub/transitions.ts';
import type { AlertsHub } from './objects.ts';
import { type Alert, MAX_SNOOZE_MINUTES, type SnoozeInput } from './schema.ts';

const MINUTE_MS = 60_000;

/** Takes a pending alert on: it stays quiet until its condition clears. Anything but a pending one is a conflict. */
export async function acknowledgeAlert(ctx: Ctx, alert_id: string): Promise<Alert> {
  return await moveAlert(ctx, alert_id, { kind: 'acknowledge' });
}

/** Ends an open alert; a threshold that still holds is quiet until it has cleared. */
export async function resolveAlert(ctx: Ctx, alert_id: string): Promise<Alert> {
  return await moveAlert(ctx, alert_id, { kind: 'resolve' });
}

/** Puts an open alert aside until an instant within a year; then it is pending again if its condition still holds. */
export async function snoozeAlert(ctx: Ctx, alert_id: string, input: SnoozeInput): Promise<Alert> {
  requirePermission(ctx, 'alerts:acknowledge');
  const until = input.minutes === undefined ? Date.parse(input.until!) : ctx.now + input.minutes * MINUTE_MS;
  if (until <= ctx.now) throw badTime('until: must lie in the future');
  if (until > ctx.now + MAX_SNOOZE_MINUTES * MINUTE_MS) throw badTime('until: may be a year away at most');
  return await moveAlert(ctx, alert_id, { kind: 'snooze', until });
}

/** Ends an alert as a false positive, or marks one that has ended: no deviation up to its size fires while the mark is kept. */
export async function markFalsePositive(ctx: Ctx, alert_id: string): Promise<Alert> {
  return await moveAlert(ctx, alert_id, { kind: 'false_positive' });
}

async function moveAlert(ctx: Ctx, alert_id: string, move: Move): Promise<Alert> {
  requirePermission(ctx, 'alerts:acknowledge');
  const { env, tenant_id, project_id = null, request_id } = ctx;
  const { type, id, label = id } = ctx.actor;
  const request = { alert_id, project_id, move, actor: { type, id, label }, request_id };
  const reply = await callObject(async () => await hubOf<AlertsHub>(env, tenant_id).moveAlert(tenant_id, request));
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

function badTime(title: string): AppError {
  const [path, message] = title.split(': ') as [string, string];
  return new AppError('unprocessable', 'request.invalid', title, { errors: [{ path, message }] });
}
