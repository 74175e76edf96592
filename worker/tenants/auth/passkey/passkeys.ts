/** A person's passkeys: added, named, removed. */
import { batch } from '../../../base/db.ts';
import { AppError, missing } from '../../../base/errors.ts';
import { sendMails } from '../../mail/index.ts';
import { requireRecentSignIn } from '../../step-up/index.ts';
import { recordSecurity } from '../account/account-audit.ts';
import { passkeyLetter, readerOf } from '../account/letters.ts';
import { callLibrary } from '../library/call.ts';
import { openPasskeys } from '../library/open.ts';
import type { Passkey, PasskeyInput } from '../schema.ts';
import type { Visitor } from '../session/authenticate.ts';
import type { LiveSession } from '../session/session-store.ts';
import {
  countPasskeys,
  deletePasskey,
  findPasskey,
  listPasskeyRows,
  type PasskeyRow,
  renamePasskey,
} from './passkey-store.ts';

const MAX_PASSKEYS = 20;

/** The person's passkeys, oldest first. */
export async function listPasskeys({ db }: Visitor, { user_id }: LiveSession): Promise<Passkey[]> {
  return (await listPasskeyRows(db, user_id)).map(shown);
}

/** What the browser needs to make a passkey, and the cookie that binds the reply to this browser. */
export async function beginPasskey(visitor: Visitor, session: LiveSession) {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'passkey.add');
  if ((await countPasskeys(visitor.db, session.user_id)) >= MAX_PASSKEYS) {
    throw new AppError('conflict', 'passkey.too_many', `A person may have ${MAX_PASSKEYS} passkeys.`);
  }
  const { api } = await openPasskeys(visitor);
  const { headers } = visitor;
  return await callLibrary(() => api.generatePasskeyRegistrationOptions({ headers, query: {}, returnHeaders: true }));
}

/** Adds the passkey that the browser has made. It opens the account from now on, without password and code. */
export async function addPasskey(visitor: Visitor, session: LiveSession, input: PasskeyInput): Promise<Passkey> {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'passkey.add');
  const { name, response } = input;
  const { api } = await openPasskeys(visitor);
  const { headers } = visitor;
  const { reply } = await callLibrary(() =>
    api.verifyPasskeyRegistration({ body: { response, name }, headers, returnHeaders: true }),
  );
  await batch(visitor.db, recordSecurity(visitor, session, 'passkey_added', name));
  await sendMails(visitor, [passkeyLetter(visitor.site, readerOf(visitor, session), name)]);
  return shown((await findPasskey(visitor.db, session.user_id, reply.id))!);
}

/** Gives a passkey another name. */
export async function changePasskey(visitor: Visitor, session: LiveSession, id: string, name: string): Promise<void> {
  const { db } = visitor;
  if (!(await findPasskey(db, session.user_id, id))) throw missing('passkey');
  await batch(db, [
    renamePasskey(db, session.user_id, id, name),
    ...recordSecurity(visitor, session, 'passkey_renamed', name),
  ]);
}

/** Removes a passkey: it opens nothing any more. */
export async function removePasskey(visitor: Visitor, session: LiveSession, id: string): Promise<void> {
  requireRecentSignIn({ actor: session, now: visitor.now }, 'passkey.remove');
  const { db } = visitor;
  const row = await findPasskey(db, session.user_id, id);
  if (!row) throw missing('passkey');
  await batch(db, [
    deletePasskey(db, session.user_id, id),
    ...recordSecurity(visitor, session, 'passkey_removed', row.name),
  ]);
}

function shown({ id, name, backed_up, created_at }: PasskeyRow): Passkey {
  return { id, name, backed_up, created_at };
}
