/** The outbox of development: /dev/mail. It does not exist anywhere else. */
import type { Context } from 'hono';
import { openDb } from '../../base/db.ts';
import { missing } from '../../base/errors.ts';
import { createRouter, type HonoEnv } from '../../base/router.ts';
import { mailPage, OUTBOX_POLICY, outboxPage } from './outbox-page.ts';
import { findMail, listMails } from './store.ts';

const MAX_MAILS = 200;
const HEADERS = {
  'content-security-policy': OUTBOX_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export const mailRoutes = createRouter();

mailRoutes.get('/dev/mail', async (c) => {
  refuseOutsideDevelopment(c);
  const mails = await listMails(openDb(c.env.DB), c.req.query('to'), MAX_MAILS);
  if (c.req.header('accept')?.includes('application/json')) return c.json({ data: mails }, 200, HEADERS);
  return c.html(outboxPage(mails), 200, HEADERS);
});

mailRoutes.get('/dev/mail/:id', async (c) => {
  refuseOutsideDevelopment(c);
  const mail = await findMail(openDb(c.env.DB), c.req.param('id'));
  if (!mail) throw missing('mail');
  return c.html(mailPage(mail), 200, HEADERS);
});

function refuseOutsideDevelopment(c: Context<HonoEnv>): void {
  if (c.env.ENVIRONMENT !== 'development') throw missing('route');
}
