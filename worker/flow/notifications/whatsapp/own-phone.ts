/** A person's phone: they agree to an exact wording, then show by a code that the number is theirs. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Ctx, requireProject } from '../../../base/context.ts';
import { batch } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { newId } from '../../../base/ids.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { countAttempts, requirePerson } from '../../../tenants/auth/index.ts';
import { recordDeliveries, seal, sendDeliveries } from '../../../tenants/deliveries/index.ts';
import type { Locale } from '../../../words/locales.ts';
import { type ChannelRow, updateChannel } from '../channels/channel-store.ts';
import type { Channel, PhoneInput } from '../channels/schema.ts';
import { shown } from '../channels/shown.ts';
import {
  type Asked,
  addOwn,
  bare,
  invalid,
  notConfigured,
  ownPersonal,
  requireMember,
} from '../personal/own-channels.ts';
import { auditedPersonal, releaseOthers, releaseUnproven } from '../personal/personal-store.ts';
import { CODE_LIVES_MS, isCode, keepCode, newCode } from './code.ts';
import { localeOfConsent } from './consent.ts';
import { missingForWhatsApp } from './set-up.ts';

/** Adds the caller's phone and sends it a code; the same number again gets a new one. */
export async function addPhone(ctx: Ctx, { address, name, consent }: PhoneInput, asked: Asked): Promise<Channel> {
  const person = requireMember(ctx);
  const project_id = requireProject(ctx);
  const lacks = missingForWhatsApp(ctx.env);
  if (lacks.length > 0) throw notConfigured(lacks);
  const number = numberOf(address);
  const locale = localeOfConsent(consent);
  if (!locale) throw invalid('consent', 'must be the text that GET /v1/channels shows, word for word');
  await countAttempts(ctx, [
    ['phone.person', person.id],
    ['phone.number', number],
  ]);
  const [id, code] = [newId('chn'), newCode()];
  const row: ChannelRow = {
    ...bare(ctx, person, id),
    kind: 'whatsapp',
    name: name ?? number,
    address: number,
    config: { ...proofOf(ctx, asked, { text: consent, locale }), ...codeOf(ctx, id, code) },
    locale,
    state: 'pending',
    confirmed_at: null,
  };
  const channel = await addOwn(ctx, row, releaseUnproven(ctx.db, row));
  await sendCode(ctx, { ...row, project_id }, code);
  return channel;
}

/** Takes the code that was sent to the phone: from then on it gets what its person chose. */
export async function confirmPhone(ctx: Ctx, id: string, code: string): Promise<Channel> {
  requirePerson(ctx);
  const row = await ownPersonal(ctx, id);
  if (row?.kind !== 'whatsapp') throw missing('channel');
  if (row.state === 'active') return shown(row);
  await countAttempts(ctx, [['phone.code', id]]);
  if (!isCode(ctx.env, row, code, ctx.now)) {
    throw new AppError(
      'unprocessable',
      'channel.wrong_code',
      'This is not the code, or it was sent over ten minutes ago.',
    );
  }
  const confirmed_at = new Date(ctx.now).toISOString();
  const change = { state: 'active', confirmed_at, config: { consent: row.config.consent } } as const;
  const target = auditedPersonal(row, 'before');
  const audit = { action: 'channel.confirmed', target_type: 'channel', target, after: { state: 'active' } };
  await batch(ctx.db, [recordAudit(ctx, audit), releaseOthers(ctx.db, row), updateChannel(ctx.db, row, change)]);
  return shown({ ...row, ...change });
}

function numberOf(address: string): string {
  const number = parsePhoneNumberFromString(address);
  if (!number?.isPossible())
    throw invalid('address', 'must be a phone number with its country, such as +4915112345678');
  return number.number;
}

/** When, by whom, to which words and from where it was agreed. */
function proofOf(
  { now, actor }: Ctx,
  { address, user_agent }: Asked,
  { text, locale }: { text: string; locale: Locale },
) {
  return { consent: { at: new Date(now).toISOString(), by: actor.id, text, locale, address, user_agent } };
}

function codeOf({ env, now }: Ctx, id: string, code: string) {
  return { code_digest: keepCode(env, id, code), code_until: new Date(now + CODE_LIVES_MS).toISOString() };
}

async function sendCode(ctx: Ctx, { tenant_id, project_id, id: recipient }: ChannelRow, code: string): Promise<void> {
  const id = newId('dlv');
  const content = seal(ctx.env, id, JSON.stringify({ code }));
  const expires_at = ctx.now + CODE_LIVES_MS;
  const place = { id, tenant_id, project_id, recipient, source_id: recipient };
  const delivery = { ...place, channel: 'whatsapp', kind: 'channel.code', content, expires_at } as const;
  await batch(ctx.db, recordDeliveries(ctx.db, [delivery], ctx.now));
  await sendDeliveries(ctx, [delivery]);
}
