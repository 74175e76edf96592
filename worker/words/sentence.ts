/** Pure: the sentence of an alert in a language, from the numbers of its payload. */
import { type Formats, formatsOf } from './format.ts';
import type { Counted, Language, NamedMetric, Noun, SpanUnit, Then } from './language.ts';
import type { EventsReason, MissingReason, Part, PeriodReason, ReportReason, Told } from './reason.ts';

/** Everything that clauses are made with. */
interface Speaker {
  says: Language;
  formats: Formats;
  told: Told;
  currency: string | undefined;
}

/**
 * Why an alert was raised, in one sentence; undefined where its payload has no reason, as of alerts from before October 2026.
 * `currency` is that of the alert, null for all; `tag` a variety of the language, such as es-MX, whose numbers are written.
 */
export function explain(
  says: Language,
  told: Told,
  currency: string | null | undefined,
  tag: string = says.locale,
): string | undefined {
  const own = told.reason?.kind === 'report' ? told.reason.currency : currency;
  const speaker = { says, formats: formatsOf(tag), told, currency: own || undefined };
  const text = bodyOf(speaker);
  return text === undefined ? undefined : `${capital(text, says.locale)}${says.marks.stop}`;
}

function bodyOf(speaker: Speaker): string | undefined {
  const { reason } = speaker.told;
  switch (reason?.kind) {
    case 'period':
      return periodText(speaker, reason);
    case 'events':
      return eventsText(speaker, reason);
    case 'missing':
      return missingText(speaker, reason);
    case 'report':
      return reportText(speaker, reason);
    default:
      return undefined;
  }
}

function periodText(speaker: Speaker, reason: PeriodReason): string {
  const { says, told } = speaker;
  const when = whenOf(speaker, reason);
  const head = says.head(observedText(speaker, reason.event_type), reason.so_far ? says.soFar(when) : when);
  const run = reason.in_a_row && says.inARow(reason.in_a_row, reason.hours ? 'hour' : 'day');
  const compared = comparison(speaker, reason.before, reason.so_far ? 'so_far' : 'week');
  const because = compared && reason.before ? reasonText(speaker, told.parts ?? [], reason.before) : undefined;
  const { comma, colon } = says.marks;
  const why = because ? `${compared}${colon}${because}` : compared;
  return [head, run, conditionText(speaker, reason), why].filter(Boolean).join(comma);
}

function whenOf({ says, formats }: Speaker, { day, hours }: PeriodReason): string {
  const [name, weekday] = [formats.day(day), weekdayOf(day)];
  if (!hours) return says.onDay(name, weekday);
  return says.betweenHours(name, formats.time(hours.from), formats.time(hours.to), weekday);
}

/** What was observed: `3 bookings`, `revenue of £1,240.00`, `revenue fell by 42%`. */
function observedText({ says, formats, told, currency }: Speaker, event_type: string | undefined): string {
  const { metric, unit } = told;
  const observed = told.observed ?? 0;
  if (unit === 'percent') {
    return says.changed(metricName(says, metric ?? '', true), formats.percent(Math.abs(observed)), Math.sign(observed));
  }
  if (event_type !== undefined) {
    const counted = countText(says, formats, observed, event_type);
    return currency ? says.inCurrency(counted, currency) : counted;
  }
  return says.value(metricName(says, metric ?? ''), formats.value(observed, unit ?? 'count', currency));
}

function conditionText({ says, formats, told, currency }: Speaker, { operator }: PeriodReason): string {
  const { threshold, low = 0, high = 0, expected, unit } = told;
  const observed = told.observed ?? 0;
  const as = (value: number) => formats.value(value, unit ?? 'count', currency);
  if (operator) return says.condition(operator, as(threshold ?? 0));
  // A share of the average may fire inside the range, where the range explains nothing.
  if (observed >= low && observed <= high) return says.expected(as(expected ?? 0));
  const [least, most] = [as(low), as(high)];
  return least === most ? says.usual(least) : says.usualRange(least, most);
}

/** `38% more than a week before (£2,000.00)`; undefined where a comparison is impossible. */
function comparison({ says, formats, told, currency }: Speaker, before: number | null, then: Then): string | undefined {
  const { observed: now, unit } = told;
  if (now === null || before === null || unit === null || unit === 'percent' || !Number.isFinite(before)) {
    return undefined;
  }
  if (before === now) return says.same(then);
  const isMoney = unit === 'money';
  const was = formats.value(before, unit, currency);
  if (unit === 'ratio') return says.upOrDown(was, then, now > before);
  const change = ((now - before) / before) * 100;
  if (before <= 0 || now < 0 || !Number.isFinite(change)) {
    return says.after(was, then, before === 0 ? (isMoney ? 'money' : 'count') : null);
  }
  if (change >= 900) return says.times(formats.number(now / before), was, then, isMoney);
  return says.moreOrLess(formats.percent(Math.abs(change)), was, then, change > 0, isMoney);
}

/** What moved the number, in words; undefined where its parts explain nothing. */
function reasonText(speaker: Speaker, parts: Part[], before: number): string | undefined {
  const { says, formats, told } = speaker;
  const of = (kind: Part['kind']) => parts.filter((part) => part.kind === kind);
  const clauses = [...factorTexts(speaker, of('count'), of('average')[0], of('sum'))];
  const [currency] = of('currency');
  if (currency && currency.now !== currency.before) {
    const [now, was] = [formats.number(currency.now), formats.number(currency.before)];
    clauses.push(says.mostlyInCurrency(currency.label, now, was));
  }
  const [value] = of('value');
  // "Most" is more than half of the change: events without the field, or with other values, may have moved it as much.
  const change = (told.observed ?? 0) - before;
  if (value && change !== 0 && (value.now - value.before) / change > 0.5) {
    const [now, was] = [value.now, value.before].map((n) => formats.value(n, value.unit, speaker.currency));
    clauses.push(says.mostlyFrom(value.label, now!, was!));
  }
  clauses.push(...eventTexts(speaker, parts));
  return clauses.length > 0 ? clauses.join(says.marks.semicolon) : undefined;
}

/** The single events that made much of it. */
function eventTexts({ says, formats, currency }: Speaker, parts: Part[]): string[] {
  return parts
    .filter(({ kind }) => kind === 'event')
    .map(({ event_type = '', now, refunded }) => {
      const [what, amount] = [countText(says, formats, 1, event_type), formats.value(now, 'money', currency)];
      return refunded ? says.refundedSameDay(what, amount) : says.alone(what, amount);
    });
}

/** Money is payments times their average, or one sum less another; a ratio is one count from another. */
function factorTexts(speaker: Speaker, counts: Part[], average: Part | undefined, sums: Part[]): string[] {
  const { says, formats, currency } = speaker;
  const money = (value: number) => formats.value(value, 'money', currency);
  const counted = (part: Part, n: number) => countText(says, formats, n, part.event_type ?? '');
  if (sums.length > 0) {
    const texts = sums.map(({ event_type = '', now, before }) => {
      return says.instead(says.value(sumName(says, event_type), money(now)), money(before));
    });
    return [texts.join(says.marks.comma)];
  }
  const [first, second] = counts;
  if (first && second) {
    const now: [string, string] = [counted(first, first.now), counted(second, second.now)];
    return [says.outOf(now, [formats.number(first.before), formats.number(second.before)])];
  }
  if (!first) return [];
  const clauses = [says.instead(counted(first, first.now), formats.number(first.before))];
  if (average && first.now !== 0 && first.before !== 0) {
    const [now, was] = [money(average.now), money(average.before)];
    clauses.push(says.average(now, now === was ? null : was));
  }
  return [clauses.join(says.marks.comma)];
}

function eventsText({ says, formats, told }: Speaker, reason: EventsReason): string {
  const n = told.observed ?? 0;
  const counted = countText(says, formats, n, reason.event_type);
  const last = reason.last_at === null ? undefined : formats.time(reason.last_at);
  if (n === 1 && last) return says.oneAt(counted, last);
  const within = says.within(counted, ...spanOf(reason.within_minutes));
  return last ? `${within}${says.marks.comma}${says.lastAt(last)}` : within;
}

function missingText(
  { says, formats, told }: Speaker,
  { event_type, follow_up, within_minutes }: MissingReason,
): string {
  const counted = countText(says, formats, told.observed ?? 0, event_type);
  return says.without(counted, nounOf(says, follow_up).bare, ...spanOf(within_minutes));
}

function reportText(speaker: Speaker, reason: ReportReason): string {
  const { says, formats, told } = speaker;
  const { day, until, days, event_type } = reason;
  if (told.metric === null) return says.reminder(formats.day(day));
  const last = formats.day(until);
  const when = days === 1 ? says.onDay(last, weekdayOf(until)) : says.inDays(days, last);
  if (told.observed === null) {
    const name = metricName(says, told.metric);
    return reason.over_whole ? says.overWhole(name, when) : says.nothingToDivide(name, when);
  }
  const compared = comparison(speaker, told.expected, reason.week && days === 1 ? 'week' : days);
  const head = says.head(observedText(speaker, event_type), when);
  const alone = reason.week && eventTexts(speaker, told.parts ?? []).join(says.marks.semicolon);
  const why = (compared && reason.week ? movedText(speaker, told.expected ?? 0) : undefined) || alone;
  const said = compared && why ? `${compared}${says.marks.colon}${why}` : compared || why;
  return [head, said].filter(Boolean).join(says.marks.comma);
}

/** What moved a number since `before`; that nothing tells, where nothing does; undefined where it did not move, or began. */
function movedText(speaker: Speaker, before: number): string | undefined {
  if (before <= 0 || speaker.told.observed === before) return undefined;
  return reasonText(speaker, speaker.told.parts ?? [], before) ?? speaker.says.unexplained;
}

/** `3 bookings`, `1 booking`, `no bookings`. */
function countText(says: Language, formats: Formats, n: number, event_type: string): string {
  const noun = nounOf(says, event_type);
  return n === 0 && noun.none ? noun.none : formats.plural(n, noun);
}

/** What is counted when events of a type are. */
export function nounOf(says: Language, event_type: string): Noun {
  return says.nouns[event_type as Counted] ?? says.ownNoun(ownName(event_type));
}

/** A metric's name within a sentence; `isChange` where the metric is the change of another. */
export function metricName(says: Language, metric: string, isChange = false): string {
  const base = isChange ? metric.replace(/\.delta$/, '') : metric;
  const isAmount = base.endsWith('.amount');
  return says.metrics[base as NamedMetric] ?? says.ownMetric(ownName(base.replace(/\.amount$/, '')), isAmount);
}

/** What the sum of an event's amounts is called beside others. */
function sumName(says: Language, event_type: string): string {
  return { payment_succeeded: says.metrics.payments, refund_issued: says.metrics.refunds }[event_type] ?? event_type;
}

/** `trial started` of `custom.saas.trial_started`. */
function ownName(event_type: string): string {
  return (event_type.split('.')[2] ?? event_type).replaceAll('_', ' ');
}

/** The largest unit that needs no fraction: 60 minutes are an hour, 24 hours stay hours, 72 are three days. */
function spanOf(minutes: number): [n: number, unit: SpanUnit] {
  if (minutes % 1_440 === 0 && minutes > 1_440) return [minutes / 1_440, 'day'];
  return minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
}

const weekdayOf = (day: string) => new Date(`${day}T00:00Z`).getUTCDay();

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
