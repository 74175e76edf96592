/** Reading and changing what holds for everybody who is told of a project. */
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { missing } from '../../../base/errors.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { findMember } from '../store.ts';
import type { NotificationSettings, NotificationSettingsInput } from './schema.ts';
import { findSettings, upsertSettings } from './settings-store.ts';

/** The settings of the chosen project; for those who manage it. */
export async function readSettings(ctx: Ctx): Promise<NotificationSettings> {
  return shown(await findSettings(ctx.db, whoseOf(ctx)));
}

/** Changes what the input names. Throws `missing` for a person who is no member. */
export async function changeSettings(ctx: Ctx, input: NotificationSettingsInput): Promise<NotificationSettings> {
  const whose = whoseOf(ctx);
  const before = await findSettings(ctx.db, whose);
  for (const user_id of input.escalate_to ?? []) {
    if (!(await findMember(ctx.db, whose, user_id))) throw missing('member');
  }
  const after = { ...shown(before), ...input, escalate_to: [...new Set(input.escalate_to ?? before.escalate_to)] };
  const now = new Date(ctx.now).toISOString();
  const isBegun = before.escalate_after_minutes === null && after.escalate_after_minutes !== null;
  const escalate_since = isBegun ? now : before.escalate_since;
  const audit = {
    action: 'notification_settings.changed',
    target_type: 'project',
    target: whose.project_id,
    before: shown(before),
    after,
  };
  await batch(ctx.db, [upsertSettings(ctx.db, whose, { ...after, escalate_since }, now), recordAudit(ctx, audit)]);
  return after;
}

function whoseOf(ctx: Ctx) {
  requirePermission(ctx, 'projects:manage');
  return { tenant_id: ctx.tenant_id, project_id: requireProject(ctx) };
}

function shown({ escalate_after_minutes, escalate_to }: NotificationSettings): NotificationSettings {
  return { escalate_after_minutes, escalate_to };
}
