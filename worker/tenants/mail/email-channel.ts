/** The e-mail channel: which transport carries mails here, and what is not sent at all. */
import { normalizeEmail } from '../../base/email-address.ts';
import type { Env } from '../../base/env.ts';
import { DAY_MS } from '../../shared/durations.ts';
import type { Channel, Delivery, DeliveryJob } from '../deliveries/index.ts';
import { findTenant } from '../orgs/index.ts';
import { planOf } from '../plans/index.ts';
import { countMail, dropMailDays, findSuppressed } from './inbound/suppression-store.ts';
import { cloudflareMail } from './transports/cloudflare.ts';
import { devMail } from './transports/dev-mail.ts';
import { resendMail, resendOf } from './transports/resend.ts';
import type { Transport } from './transports/transport.ts';
import { writeMail } from './write-mail.ts';

const KEPT_DAYS = 31;

export const emailChannel: Channel = {
  idempotentFor: (env) => transportOf(env).idempotent_ms,
  async send(job, { delivery, to, notice }, signal) {
    // Addresses are normal when they are stored; one that is not was never checked, and could bring header lines.
    if (normalizeEmail(to.email) !== to.email) return { state: 'dead', reason: 'bad_address' };
    const suppressed = delivery.tenant_id === '' ? undefined : await whyNot(job, delivery, to.email);
    if (suppressed) return { state: 'suppressed', reason: suppressed };
    const mail = { id: delivery.id, tags: tagsOf(delivery), ...writeMail(to.email, notice) };
    const transport = transportOf(job.env);
    const outcome = await transport.send(job, mail, signal);
    // In development /dev/mail shows every mail that Resend, or its fake, took.
    const isShown = job.env.ENVIRONMENT === 'development' && transport === resendMail && outcome.state === 'sent';
    if (isShown) await devMail.send(job, mail, signal);
    return outcome;
  },
};

/**
 * Why a notification is not sent: its address bounced or complained, or the day's mails of the plan are used up. Letters of accounts
 * are not asked: somebody waits for them.
 */
async function whyNot(
  { db, now }: DeliveryJob,
  { tenant_id, attempts }: Delivery,
  email: string,
): Promise<string | undefined> {
  const reason = await findSuppressed(db, email);
  if (reason) return `address_${reason}`;
  // A try that is made again was counted by the first.
  if (attempts > 1) return undefined;
  const { mails_per_day } = planOf((await findTenant(db, tenant_id))?.plan ?? '');
  const hasRoom = await countMail(db, tenant_id, new Date(now).toISOString().slice(0, 10), mails_per_day);
  return hasRoom ? undefined : 'daily_quota';
}

function tagsOf({ id, tenant_id, project_id }: Delivery): Record<string, string> {
  return tenant_id === '' ? { delivery: id } : { delivery: id, tenant: tenant_id, project: project_id };
}

/** The daily job: forgets how many mails were sent a month ago. */
export async function purgeMailDays({ db, now }: Pick<DeliveryJob, 'db' | 'now'>): Promise<void> {
  await dropMailDays(db, new Date(now - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10));
}

/** The settings that mail needs and that are not made; none in development, which has /dev/mail. */
export function missingForMail(env: Env): string[] {
  const resend = resendOf(env);
  const isKept = env.ENVIRONMENT === 'development' && !resend && !env.MAIL;
  if (isKept || resend?.from) return [];
  return [...(resend || env.MAIL ? [] : ['RESEND_API_KEY']), ...(env.MAIL_FROM ? [] : ['MAIL_FROM'])];
}

/** Resend where it is set up, else the platform's binding, else (in development) /dev/mail. */
function transportOf(env: Env): Transport {
  const { MAIL, ENVIRONMENT } = env;
  if (resendOf(env)) return resendMail;
  return MAIL || ENVIRONMENT !== 'development' ? cloudflareMail : devMail;
}
