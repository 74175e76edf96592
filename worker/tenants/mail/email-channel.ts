/** The e-mail channel: which transport carries mails here, and what is not sent at all. */
import { normalizeEmail } from '../../base/email-address.ts';
import type { Env } from '../../base/env.ts';
import type { Channel } from '../deliveries/index.ts';
import { cloudflareMail } from './transports/cloudflare.ts';
import { devMail } from './transports/dev-mail.ts';
import { resendMail } from './transports/resend.ts';
import type { Transport } from './transports/transport.ts';
import { writeMail } from './write-mail.ts';

export const emailChannel: Channel = {
  idempotentFor: (env) => transportOf(env).idempotent_ms,
  async send(job, { delivery, to, notice }, signal) {
    // Addresses are normal when they are stored; one that is not was never checked, and could bring header lines.
    if (normalizeEmail(to.email) !== to.email) return { state: 'dead', reason: 'bad_address' };
    return await transportOf(job.env).send(job, { id: delivery.id, ...writeMail(to.email, notice) }, signal);
  },
};

/** Resend where its key is set, else the platform's binding, else (in development) /dev/mail. */
function transportOf({ RESEND_API_KEY, MAIL, ENVIRONMENT }: Env): Transport {
  if (RESEND_API_KEY) return resendMail;
  return MAIL || ENVIRONMENT !== 'development' ? cloudflareMail : devMail;
}
