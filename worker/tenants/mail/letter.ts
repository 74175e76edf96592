/** Pure: the letters of accounts, before they are sent. */
import type { Words } from '../../words/letter-words.ts';
import type { Notice, Reader } from '../deliveries/index.ts';

export type { Reader };

/** A letter to one reader. */
export interface Letter {
  to: Reader;
  words: Words;
  /** Where its one link leads. */
  url: string;
  /** What stands below, as it is: lines for machines. */
  appendix?: string;
  /** How long its link works, in ms: it is not sent afterwards. Two days where it is absent. */
  useful_ms?: number;
}

/** The address of a page for who holds a token. Browsers send nothing behind the # to anybody; the page opens in the mail's language. */
export function linkFor({ locale }: Reader, page: string, token: string): string {
  return `${page}#token=${token}&lang=${locale}`;
}

/** What a letter says, for the channel that carries it. */
export function noticeOf({ to, words, url, appendix }: Letter): Notice {
  const { subject, text, action, note } = words;
  const below = { ...(note ? { note } : {}), ...(appendix ? { appendix } : {}) };
  return { locale: to.locale, subject, paragraphs: [text], action: { label: action, url }, ...below };
}
