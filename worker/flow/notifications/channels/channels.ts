/** Channels: list, add, change, take away, try out. */
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { decodeCursor, encodeCursor } from '../../../base/page.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { type NewDelivery, recordDeliveries, sendDeliveries } from '../../../tenants/deliveries/index.ts';
import { watchDigest } from '../digests/digests.ts';
import { type Asked, addDevice, ownPersonal, refuseForeignFields } from '../personal/own-channels.ts';
import { auditedPersonal } from '../personal/personal-store.ts';
import { watchEvents } from '../sources/watch.ts';
import { addPhone } from '../whatsapp/own-phone.ts';
import {
  auditedChannel,
  type ChannelPlace,
  type ChannelRow,
  deleteChannel,
  findChannel,
  insertChannel,
  pageChannels,
  updateChannel,
} from './channel-store.ts';
import type { Channel, ChannelInput, ChannelPage, ChannelPatch, ChannelsQuery, EmailInput } from './schema.ts';
import { kindsOf } from './set-up.ts';
import { shown } from './shown.ts';

/** Channels of one project. */
const MAX_CHANNELS = 50;

/** The project's channels where the caller manages it, and the caller's own; oldest first. And what this installation can send by. */
export async function listChannels(
  ctx: Ctx,
  { cursor, limit, personal }: ChannelsQuery,
  locale: string,
): Promise<ChannelPage> {
  requirePermission(ctx, 'alerts:read');
  const { tenant_id, actor } = ctx;
  const project_id = requireProject(ctx);
  const manages = actor.permissions.has('projects:manage') || actor.permissions.has('*');
  const whose = {
    tenant_id,
    project_id: manages && personal !== 'true' ? project_id : undefined,
    user_id: actor.type === 'person' && personal !== 'false' ? actor.id : undefined,
  };
  const after = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '';
  const rows = await pageChannels(ctx.db, whose, after, limit + 1);
  const page = rows.slice(0, limit);
  const next_cursor = rows.length > limit ? encodeCursor([page.at(-1)!.id]) : null;
  return { data: page.map(shown), next_cursor, kinds: await kindsOf(ctx.env, locale) };
}

/** Adds a recipient beside the members, or a device or phone of the caller's own. */
export async function addChannel(ctx: Ctx, input: ChannelInput, asked: Asked): Promise<Channel> {
  if (input.kind === 'web_push') return await addDevice(ctx, input, asked);
  if (input.kind === 'whatsapp') return await addPhone(ctx, input, asked);
  return await addRecipient(ctx, input, asked.locale);
}

/** The recipient gets one mail that asks for their consent, and nothing else before. */
async function addRecipient(ctx: Ctx, input: EmailInput, locale: string): Promise<Channel> {
  requirePermission(ctx, 'projects:manage');
  const row: ChannelRow = {
    ...place(ctx, newId('chn')),
    kind: input.kind,
    user_id: '',
    name: input.name ?? input.address,
    address: input.address,
    config: {},
    locale: input.locale ?? locale,
    severities: input.severities ?? ['warning', 'critical'],
    events: input.events ?? [],
    digest: input.digest ?? 'off',
    digest_at: input.digest_at ?? '08:00',
    state: 'pending',
    created_at: new Date(ctx.now).toISOString(),
    confirmed_at: null,
  };
  const letter = letterTo(row, 'channel.confirm', row.id);
  const audit = { action: 'channel.added', target_type: 'channel', target: auditedChannel(row, 'after') };
  const hour = await watchDigest(ctx, row, { ...row, timezone: null });
  const [added] = await batch(ctx.db, [insertChannel(ctx.db, row, MAX_CHANNELS), recordAudit(ctx, audit), ...hour]);
  if (added === 0)
    throw new AppError(
      'conflict',
      'channel.exists',
      `This address is a channel already, or there are ${MAX_CHANNELS}.`,
    );
  await watchEvents(ctx, row, row.events);
  await batch(ctx.db, recordDeliveries(ctx.db, [letter], ctx.now));
  await sendDeliveries(ctx, [letter]);
  return shown(row);
}

/** Changes what a channel gets. */
export async function changeChannel(ctx: Ctx, id: string, patch: ChannelPatch): Promise<Channel> {
  const row = await changeable(ctx, id);
  if (row.user_id !== '') refuseForeignFields(patch);
  if (Object.keys(patch).length === 0) return shown(row);
  const target = audited(row);
  const audit = { action: 'channel.changed', target_type: 'channel', target, after: patch };
  const after = { ...row, ...(patch as Partial<ChannelRow>) };
  const hour = await watchDigest(ctx, row, { ...after, timezone: null });
  await batch(ctx.db, [recordAudit(ctx, audit), updateChannel(ctx.db, row, patch), ...hour]);
  await watchEvents(ctx, row, patch.events ?? []);
  return shown(after);
}

/** Takes a channel away; what is on its way there is not sent. */
export async function removeChannel(ctx: Ctx, id: string): Promise<void> {
  const row = await changeable(ctx, id);
  const audit = { action: 'channel.removed', target_type: 'channel', target: audited(row) };
  await batch(ctx.db, [recordAudit(ctx, audit), deleteChannel(ctx.db, row)]);
}

/** Sends one message to a channel that has agreed to get some; returns the id of its delivery. */
export async function testChannel(ctx: Ctx, id: string): Promise<{ delivery_id: string }> {
  const row = await changeable(ctx, id);
  if (row.state !== 'active') {
    throw new AppError('conflict', 'channel.not_active', 'This channel has not agreed to get messages.', {
      state: row.state,
    });
  }
  const test = letterTo({ ...row, project_id: requireProject(ctx) }, 'channel.test', newId('dlv'));
  await batch(ctx.db, recordDeliveries(ctx.db, [test], ctx.now));
  await sendDeliveries(ctx, [test]);
  return { delivery_id: test.id };
}

/** A channel of the caller's own, or one of the project where they manage it. */
async function changeable(ctx: Ctx, id: string): Promise<ChannelRow> {
  const own = await ownPersonal(ctx, id);
  if (own) return own;
  requirePermission(ctx, 'projects:manage');
  const row = await findChannel(ctx.db, place(ctx, id));
  if (!row) throw missing('channel');
  return row;
}

function audited(row: ChannelRow) {
  return row.user_id === '' ? auditedChannel(row, 'before') : auditedPersonal(row, 'before');
}

function place(ctx: Ctx, id: string): ChannelPlace {
  return { tenant_id: ctx.tenant_id, project_id: requireProject(ctx), id };
}

function letterTo(
  { tenant_id, project_id, id: recipient, kind: channel }: ChannelRow,
  kind: string,
  source_id: string,
): NewDelivery {
  return { id: newId('dlv'), tenant_id, project_id, channel, kind, source_id, recipient, content: '{}' };
}
