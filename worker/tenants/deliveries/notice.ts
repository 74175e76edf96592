/** The contracts of the way out: what is said (a notice), who says it (a kind), what carries it (a channel), how that went (an outcome). */
import type { Ctx } from '../../base/context.ts';
import type { Locale } from '../../words/locales.ts';
import type { Delivery } from './table.ts';

export type DeliveryJob = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** A part of a longer message: a heading and rows, each with what it is, how much, how that changed, and a sentence. */
export interface NoticeSection {
  title: string;
  rows: { label: string; value?: string; change?: string; text?: string }[];
  text?: string;
}

/** A message in its reader's words, before a channel gives it a form. Plain text throughout: channels escape it. */
export interface Notice {
  locale: Locale;
  subject: string;
  paragraphs: string[];
  /** The whole in a sentence, for channels that have no room for the sections. */
  summary?: string;
  /** What a mail has room for beside its paragraphs. */
  sections?: NoticeSection[];
  /** Several things at once, instead of one in the paragraphs. */
  items?: { title: string; body: string; url: string; severity: 'info' | 'warning' | 'critical' }[];
  action?: { label: string; url: string };
  note?: string;
  /** What stands below, as it is: lines for machines. */
  appendix?: string;
  /** Why its reader gets it, and where that can be changed. */
  why?: { text: string; label?: string; url?: string };
  /** Ends all mails of this sort with one click (RFC 8058); never on letters of accounts. */
  unsubscribe?: { label: string; url: string };
  severity?: 'info' | 'warning' | 'critical';
  /** Where a channel can, a later message of the same topic takes the place of the one before. */
  topic?: string;
  /** A code that its reader types in: nothing else is said. */
  code?: string;
  /** The open alert that it is about, where its reader may act on it: what they do without opening the dashboard, and its names. */
  alert?: { id: string; project_id: string; acknowledge: string; snooze: string };
}

/** What a short message says below its subject: the summary, or paragraphs that the subject does not say, and the titles of items. */
export function shortText({ subject, summary, paragraphs, items = [] }: Notice): string {
  if (summary !== undefined) return summary;
  const rest = paragraphs.filter((text) => !subject.startsWith(text));
  return [...rest, ...items.map(({ title }) => title)].join('\n');
}

/** Who reads it. Channels other than e-mail find their address by the delivery's recipient. */
export interface Reader {
  email: string;
  locale: Locale;
}

/** What goes out now, and which others it tells of; `suppressed` says why nobody is to get it any more (a code). */
export type Composed = { to: Reader; notice: Notice; told?: readonly string[] } | { suppressed: string };

/** When a message may go out, where those to one reader are to stay few. */
export type Turn =
  | { suppressed: string }
  /** Not before this (ms); `together`: another message to the reader may take it along before. */
  | { not_before: number; together?: boolean }
  | {
      /** Messages of a lane share a window, which has room for `most`. */
      lane: string;
      window_ms: number;
      most: number;
      /** The reader's own day; `most` is null for what no limit holds back. What finds no room waits until `reopens_at` (ms), or is left out without it. */
      day: { date: string; most: number | null; reopens_at?: number };
    };

/** Writes the messages of one kind, from the frozen content, after asking anew whether the reader may still have them. */
export interface Kind {
  /** `together` are those that go out with it, in one message: its `told` names those of them that it tells. */
  compose(job: DeliveryJob, delivery: Delivery, together?: readonly Delivery[]): Promise<Composed>;
  /** Asked before the first try; without it, or where it returns undefined, a message goes out at once. */
  turn?(job: DeliveryJob, delivery: Delivery): Promise<Turn | undefined>;
}

/** How a try went. `reason` is a stable code, `detail` words for the delivery log without secrets. */
export type Outcome =
  | { state: 'sent'; provider_id?: string }
  /** `maybe_sent`: nobody knows whether it went out. `after_ms`: what the other side asked for. */
  | { state: 'failed'; reason: string; detail?: string; after_ms?: number; maybe_sent?: boolean }
  | { state: 'suppressed'; reason: string; detail?: string }
  | { state: 'dead'; reason: string; detail?: string };

/** Carries notices out by one way. */
export interface Channel {
  /** How long (ms) a message that is handed over again with the same delivery id goes out once; 0 where that cannot be promised. */
  idempotentFor(env: DeliveryJob['env']): number;
  /** Hands one message over; ends by itself when `signal` does. Throws only what a later try may mend. */
  send(job: DeliveryJob, parcel: Parcel, signal: AbortSignal): Promise<Outcome>;
}

/** All that a channel needs for one message. */
export interface Parcel {
  delivery: Delivery;
  to: Reader;
  notice: Notice;
}
