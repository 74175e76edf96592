/** What is said of business events, one by one and as a summary. */
import type { Kind } from '../../../tenants/deliveries/index.ts';
import { formatsOf } from '../../../words/format.ts';
import type { Locale } from '../../../words/locales.ts';
import { noticesIn } from '../../../words/notices.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import { WINDOW_MINUTES } from '../sources/flood.ts';
import { footOf, readerOf } from './reader.ts';
import type { Told } from './told.ts';

/** The snapshot of one event: nothing in it is personal. */
export interface EventContent {
  event: BusinessEvent;
  event_id: string;
  occurred_at: string;
  amount_cents: number | null;
  currency: string | null;
}

/** The snapshot of those that were too many to be told one by one. */
export interface SummaryContent {
  event: BusinessEvent;
  held: number;
}

/** Where events of a type are shown. */
const PATHS: Partial<Record<BusinessEvent, string>> = { lead_created: '/leads', signup: '/leads' };

export const eventKind: Kind = {
  async compose(job, delivery) {
    const content = JSON.parse(delivery.content!) as EventContent | SummaryContent;
    const reading = await readerOf(job, delivery, content);
    if ('suppressed' in reading) return reading;
    const { to, project, site } = reading;
    const { title, body } = tellEvent(delivery.kind, content, to.locale, project.timezone);
    const action = { label: noticesIn(to.locale).openEvents, url: site + eventPath(project.id, content) };
    return {
      to,
      notice: { ...footOf(reading), subject: `${title} · ${project.name}`, paragraphs: [title, body], action },
    };
  },
};

/** A title and a sentence. `zone` is that of the project; UTC where it is not known. */
export function tellEvent(_: string, content: EventContent | SummaryContent, locale: Locale, zone = 'UTC'): Told {
  const [words, formats] = [noticesIn(locale), formatsOf(locale)];
  const title = words.events[content.event];
  if ('held' in content) {
    return { title, body: words.moreEvents(formats.number(content.held), formats.number(WINDOW_MINUTES)) };
  }
  const { amount_cents, currency, occurred_at } = content;
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
    Date.parse(occurred_at),
  );
  const amount = amount_cents !== null && currency ? `${formats.money(amount_cents, currency)} · ` : '';
  return { title, body: amount + words.eventAt(formats.time(time)) };
}

export function eventPath(project_id: string, { event }: { event: BusinessEvent }): string {
  return `${PATHS[event] ?? '/transactions'}?${new URLSearchParams({ project: project_id })}`;
}
