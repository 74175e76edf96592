/** Several messages to one reader as one: a list, what is severe first. */
import type { Composed, Delivery, DeliveryJob, Kind, Notice } from '../../../tenants/deliveries/index.ts';
import { formatsOf } from '../../../words/format.ts';
import { noticesIn } from '../../../words/notices.ts';
import { findAlert } from '../../alerts/index.ts';
import type { Severity } from '../occasion.ts';
import { turnOf } from '../plan/turn.ts';
import { type AlertContent, alertPath, tellAlert } from './alert-notice.ts';
import { type EventContent, eventPath, tellEvent } from './event-notice.ts';
import { footOf, type Reading, readerOf } from './reader.ts';

/** So many are told in words, the rest as a number. */
const MOST_SHOWN = 20;
const RANK: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

type Item = NonNullable<Notice['items']>[number];

/** A kind of which one reader gets few messages: what is too much waits and comes together. */
export function few(kind: Kind): Kind {
  return {
    turn: turnOf,
    compose: (job, delivery, together = []) =>
      together.length === 0 ? kind.compose(job, delivery) : composeTogether(job, [delivery, ...together]),
  };
}

async function composeTogether(job: DeliveryJob, rows: Delivery[]): Promise<Composed> {
  const reading = await readerOf(job, rows[0]!, { always: true });
  if ('suppressed' in reading) return reading;
  const wanted = rows.filter((row) => reading.wants({ severity: row.severity ?? 'info', event: contentOf(row).event }));
  if (wanted.length === 0) return { suppressed: 'switched_off' };
  const shown = [...wanted].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST_SHOWN);
  const items = await Promise.all(shown.map((row) => itemOf(job, row, reading)));
  return { to: reading.to, notice: noticeOf(reading, items, wanted), told: wanted.map(({ id }) => id) };
}

function noticeOf(reading: Reading, items: Item[], wanted: Delivery[]): Notice {
  const { to, project, site } = reading;
  const [words, formats] = [noticesIn(to.locale), formatsOf(to.locale)];
  const title = wanted.length === 1 ? items[0]!.title : words.together(formats.number(wanted.length));
  const more = wanted.length - items.length;
  return {
    ...footOf(reading),
    subject: `${title} · ${project.name}`,
    paragraphs: [title],
    items,
    ...(more > 0 ? { note: words.andMore(formats.number(more)) } : {}),
    action: { label: words.showAll, url: `${site}/notifications` },
  };
}

async function itemOf(job: DeliveryJob, row: Delivery, { to, project, site }: Reading): Promise<Item> {
  const content = contentOf(row);
  const severity = row.severity ?? 'info';
  if (!('alert_id' in content)) {
    return {
      ...tellEvent(row.kind, content, to.locale, project.timezone),
      url: site + eventPath(project.id, content),
      severity,
    };
  }
  const { title, body } = tellAlert(row.kind, content, to.locale);
  const now = await findAlert(job.db, row.tenant_id, content.alert_id, row.project_id);
  const isOver = row.kind !== 'alert.resolved' && now?.status === 'resolved';
  const sentence = isOver ? `${body} ${noticesIn(to.locale).overAlready}` : body;
  return { title, body: sentence, url: site + alertPath(project.id, content.alert_id), severity };
}

function contentOf({ content }: Delivery): AlertContent | EventContent {
  return JSON.parse(content!) as AlertContent | EventContent;
}

function rankOf({ severity }: Delivery): number {
  return RANK[severity ?? 'info'];
}
