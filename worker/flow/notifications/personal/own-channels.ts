/** Channels that a person sets up for themselves: for all projects of the workspace, whose preferences say what goes there. */
import type { Ctx } from '../../../base/context.ts';
import { batch, type Statement } from '../../../base/db.ts';
import { AppError } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { type PersonActor, requirePerson } from '../../../tenants/auth/index.ts';
import { deviceOf } from '../../../words/device.ts';
import type { ChannelRow } from '../channels/channel-store.ts';
import type { Channel, ChannelPatch, DeviceInput } from '../channels/schema.ts';
import { shown } from '../channels/shown.ts';
import { faultOf, keepSubscription } from '../push/subscription.ts';
import { vapidOf } from '../push/vapid.ts';
import { auditedPersonal, findPersonal, insertPersonal, NO_PROJECT, releaseAddress } from './personal-store.ts';

/** What a request says of who makes it. */
export interface Asked {
  locale: string;
  user_agent: string | null;
  /** The network address that the request comes from. */
  address: string;
}

/** Channels of one kind that a person may have. */
const MAX_OWN = 20;

/** Sends the person's pushes to a device from now on. A device that is known is the caller's afterwards, whoever had it before. */
export async function addDevice(ctx: Ctx, { name, subscription }: DeviceInput, asked: Asked): Promise<Channel> {
  const person = requireMember(ctx);
  if (!(await vapidOf(ctx.env))) throw notConfigured(['VAPID_KEY']);
  const fault = await faultOf(ctx.env, subscription);
  if (fault) throw invalid(`subscription.${fault[0]}`, fault[1]);
  const { browser, system } = deviceOf(asked.user_agent);
  const id = newId('chn');
  const now = new Date(ctx.now).toISOString();
  const row: ChannelRow = {
    ...bare(ctx, person, id),
    kind: 'web_push',
    name: name ?? ([browser, system].filter(Boolean).join(' · ') || 'Browser'),
    address: subscription.endpoint,
    config: keepSubscription(ctx.env, id, subscription),
    locale: asked.locale,
    state: 'active',
    confirmed_at: now,
  };
  return await addOwn(ctx, row, releaseAddress(ctx.db, row));
}

/** Writes it, once `release` has taken its address from whoever has it without a right to it. */
export async function addOwn(ctx: Ctx, row: ChannelRow, release: Statement): Promise<Channel> {
  const audit = { action: 'channel.added', target_type: 'channel', target: auditedPersonal(row, 'after') };
  const [, added] = await batch(ctx.db, [release, insertPersonal(ctx.db, row, MAX_OWN), recordAudit(ctx, audit)]);
  if (added === 0) {
    const message = `You have ${MAX_OWN} of these already, or somebody else of the workspace has this one.`;
    throw new AppError('conflict', 'channel.exists', message);
  }
  return shown(row);
}

/** The caller's own channel; undefined where it is none of theirs. */
export async function ownPersonal(ctx: Ctx, id: string): Promise<ChannelRow | undefined> {
  if (ctx.actor.type !== 'person') return undefined;
  return await findPersonal(ctx.db, { tenant_id: ctx.tenant_id, user_id: ctx.actor.id, id });
}

/** Throws for what preferences decide. */
export function refuseForeignFields(patch: ChannelPatch): void {
  const field = (['severities', 'events', 'locale', 'digest', 'digest_at'] as const).find(
    (name) => patch[name] !== undefined,
  );
  if (field) throw invalid(field, 'is for your notification preferences to say');
}

/** Only members are told of anything. */
export function requireMember(ctx: Ctx): PersonActor {
  const person = requirePerson(ctx);
  if (person.role !== null && person.role !== 'partner') return person;
  throw new AppError('forbidden', 'auth.forbidden', 'Only members of the workspace are notified.');
}

export function bare(ctx: Ctx, { id: user_id }: PersonActor, id: string) {
  const place = { tenant_id: ctx.tenant_id, project_id: NO_PROJECT, id, user_id };
  const nothing = { severities: [], events: [], digest: 'off' as const, digest_at: '08:00' };
  return { ...place, ...nothing, created_at: new Date(ctx.now).toISOString() };
}

export function notConfigured(missing: string[]): AppError {
  const message = `This installation is not set up for it: ${missing.join(', ')}.`;
  return new AppError('conflict', 'channel.not_configured', message, { missing });
}

export function invalid(path: string, message: string): AppError {
  return new AppError('unprocessable', 'request.invalid', `${path}: ${message}`, { errors: [{ path, message }] });
}
