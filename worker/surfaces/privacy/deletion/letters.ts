/** Pure: the letters about deletions, in the language of their reader. */
import type { Notice } from '../../../tenants/deletions/index.ts';
import { type Letter, linkFor } from '../../../tenants/mail/index.ts';
import { lettersIn } from '../../../words/letters.ts';
import type { Locale } from '../../../words/locales.ts';
import type { Receipt } from './schema.ts';

type Reader = Notice['readers'][number];

/** Tells an owner that their workspace is closed and when it goes. */
export function workspaceLetter({ site, name: tenant }: Notice, to: Reader, due_at: string): Letter {
  const words = lettersIn(to.locale).workspaceLeaves({ tenant, date: dayIn(to.locale, due_at) });
  return { to, words, url: `${site}/settings/workspace` };
}

/** Tells a person when their account goes, with the link that keeps it. */
export function accountLetter({ site, readers }: Notice, due_at: string, token: string): Letter {
  const to = readers[0]!;
  const words = lettersIn(to.locale).accountLeaves({ date: dayIn(to.locale, due_at) });
  return { to, words, url: linkFor(to, `${site}/keep-account`, token) };
}

/** Says that it is done, with the signed receipt and the list that it is about. */
export function receiptLetter(kind: 'workspace' | 'account', notice: Notice, to: Reader, proof: Proof): Letter {
  const { name } = notice;
  const words = lettersIn(to.locale).deleted({ what: kind, name });
  const appendix = [proof.receipt.statement, proof.receipt.signature, ...proof.list].join('\n');
  return { to, words, url: `${notice.site}/.well-known/signalbox-keys`, appendix };
}

/** The receipt, and what its hash is of. */
export interface Proof {
  receipt: Receipt;
  list: readonly string[];
}

/** A day in UTC, as people write it. */
function dayIn(locale: Locale, at: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at));
}
