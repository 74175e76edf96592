/** Development's transport: mails are kept and shown at /dev/mail. */
import { batch } from '../../../base/db.ts';
import { insertMail } from '../store.ts';
import type { Transport } from './transport.ts';

export const devMail: Transport = {
  idempotent_ms: Number.POSITIVE_INFINITY,
  async send({ db, log }, { id, to, subject, text, html, headers }) {
    const created_at = new Date().toISOString();
    await batch(db, [insertMail(db, { id, recipient: to, subject, text, html, headers, created_at })]);
    log('info', 'mail kept at /dev/mail', { id, to, subject });
    return { state: 'sent' };
  },
};
