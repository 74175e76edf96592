/** Sending letters of accounts: they wait, sealed, among the deliveries, so that one that fails is tried again. */
import type { Ctx } from '../../base/context.ts';
import { batch } from '../../base/db.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { describeError } from '../../base/log.ts';
import { DAY_MS } from '../../shared/durations.ts';
import { type NewDelivery, recordDeliveries, seal, sendDeliveries } from '../deliveries/index.ts';
import type { Letter } from './letter.ts';

type Sender = Pick<Ctx, 'env' | 'db' | 'now' | 'log' | 'defer'>;

/** Sends letters after the reply where possible, so that the reply's time does not reveal whom we know. Never fails the caller. */
export async function sendMails(sender: Sender, letters: Letter[]): Promise<void> {
  requireMail(sender.env);
  const work = enqueue(sender, letters);
  if (sender.defer) sender.defer(work);
  else await work;
}

/** Refuses in production without an address of our own: links in mails must not lead to the Host header of a caller. */
export function requireMail({ ENVIRONMENT, APP_URL }: Sender['env']): void {
  if (ENVIRONMENT === 'development' || APP_URL) return;
  throw new AppError('unavailable', 'mail.not_configured', 'This installation cannot send mail: it has no APP_URL.');
}

async function enqueue(sender: Sender, letters: Letter[]): Promise<void> {
  const { db, log, now } = sender;
  const planned = letters.map((letter) => deliveryOf(sender, letter));
  try {
    await batch(db, recordDeliveries(db, planned, now));
    await sendDeliveries(sender, planned);
  } catch (error) {
    log('error', 'letters not recorded', { ids: planned.map(({ id }) => id), ...describeError(error) });
  }
}

function deliveryOf({ env, now }: Sender, letter: Letter): NewDelivery {
  const id = newId('dlv');
  const { useful_ms = 2 * DAY_MS } = letter;
  const nobodys = { tenant_id: '', project_id: '', recipient: '' };
  const content = seal(env, id, JSON.stringify(letter));
  return { ...nobodys, id, channel: 'email', kind: 'account', source_id: id, content, expires_at: now + useful_ms };
}
