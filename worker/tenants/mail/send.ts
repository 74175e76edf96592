/** Sending mail: through the platform's binding, in development into the outbox at /dev/mail. */
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { describeError } from '../../base/log.ts';
import { type Letter, type Mail, writeLetter } from './letter.ts';
import { insertMail } from './store.ts';

type Sender = Pick<Ctx, 'env' | 'db' | 'now' | 'log' | 'defer'>;

/** What carries mails away; fails for the ones that it could not hand on. */
type Transport = (sender: Sender, mails: (Mail & { id: string })[]) => Promise<void>;

/** Sends letters after the reply where possible, so that the reply's time does not reveal whom we know. Never fails the caller. */
export async function sendMails(sender: Sender, letters: Letter[]): Promise<void> {
  requireMail(sender.env);
  const work = deliver(sender, letters);
  if (sender.defer) sender.defer(work);
  else await work;
}

/** Refuses in production without an address of our own: links in mails must not lead to the Host header of a caller. */
export function requireMail({ ENVIRONMENT, APP_URL }: Sender['env']): void {
  if (ENVIRONMENT === 'development' || APP_URL) return;
  throw new AppError('unavailable', 'mail.not_configured', 'This installation cannot send mail: it has no APP_URL.');
}

async function deliver(sender: Sender, letters: Letter[]): Promise<void> {
  const mails = letters.map((letter) => ({ id: newId('mal'), ...writeLetter(letter) }));
  const transport = sender.env.ENVIRONMENT === 'development' ? keep : send;
  try {
    await transport(sender, mails);
  } catch (error) {
    sender.log('error', 'mail not sent', { ids: mails.map(({ id }) => id), ...describeError(error) });
  }
}

const keep: Transport = async ({ db, now, log }, mails) => {
  const created_at = new Date(now).toISOString();
  await batch(
    db,
    mails.map(({ id, to, subject, text, html }) =>
      insertMail(db, { id, recipient: to, subject, text, html, created_at }),
    ),
  );
  for (const { id, to, subject } of mails) log('info', 'mail kept at /dev/mail', { id, to, subject });
};

const send: Transport = async ({ env, log }, mails) => {
  const { MAIL, MAIL_FROM } = env;
  if (!MAIL || !MAIL_FROM) throw new Error('no MAIL binding or MAIL_FROM is configured');
  const from = senderOf(MAIL_FROM);
  for (const { id, ...mail } of mails) {
    try {
      await MAIL.send({ from, ...mail });
      log('info', 'mail sent', { id, subject: mail.subject });
    } catch (error) {
      log('error', 'mail not sent', { ids: [id], ...describeError(error) });
    }
  }
};

/** `Name <address>` in the form of the binding. */
function senderOf(text: string): string | { name: string; email: string } {
  const [, name, email] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  return name && email ? { name: name.replace(/^"(.*)"$/, '$1'), email } : (email ?? text.trim());
}
