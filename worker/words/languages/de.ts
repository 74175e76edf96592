/** German. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string, other: string): Noun => {
  return { bare: one, one: `# ${one}`, other: `# ${other}`, none: `keine ${other}` };
};
/** An adjective has another ending in the plural with "keine". */
const described = (adjective: string, one: string, other: string): Noun => {
  const form = (ending: string, what: string) => `${adjective}${ending} ${what}`;
  return {
    bare: form('e', one),
    one: `# ${form('e', one)}`,
    other: `# ${form('e', other)}`,
    none: `keine ${form('en', other)}`,
  };
};
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'am Tag davor' : `in den ${when} Tagen davor`;
  return { week: 'eine Woche zuvor', so_far: 'eine Woche zuvor um diese Zeit' }[when];
};
const SPANS = { minute: ['Minute', 'Minuten'], hour: ['Stunde', 'Stunden'], day: ['Tag', 'Tagen'] } as const;
const span = (n: number, unit: SpanUnit) => {
  if (n === 1) return unit === 'day' ? 'eines Tages' : `einer ${SPANS[unit][0]}`;
  return `von ${n.toLocaleString('de')} ${SPANS[unit][1]}`;
};

export const de: Language = {
  locale: 'de',
  marks: { comma: ', ', colon: ': ', semicolon: '; ', stop: '.' },
  nouns: {
    session_started: noun('Besuch', 'Besuche'),
    lead_created: noun('Lead', 'Leads'),
    signup: noun('Registrierung', 'Registrierungen'),
    payment_succeeded: noun('Zahlung', 'Zahlungen'),
    payment_failed: described('fehlgeschlagen', 'Zahlung', 'Zahlungen'),
    refund_issued: noun('Erstattung', 'Erstattungen'),
    checkout_started: { ...described('begonnen', 'Kauf', 'Käufe'), bare: 'begonnenen Kauf', one: '# begonnener Kauf' },
    booking_requested: noun('Buchung', 'Buchungen'),
    subscription_started: { ...described('neu', 'Abo', 'Abos'), bare: 'neues Abo', one: '# neues Abo' },
    subscription_canceled: {
      ...described('gekündigt', 'Abo', 'Abos'),
      bare: 'gekündigtes Abo',
      one: '# gekündigtes Abo',
    },
    message_received: noun('Nachricht', 'Nachrichten'),
    content_published: {
      ...described('veröffentlicht', 'Inhalt', 'Inhalte'),
      bare: 'veröffentlichten Inhalt',
      one: '# veröffentlichter Inhalt',
    },
    '*': noun('Ereignis', 'Ereignisse'),
    'usage.alerts_triggered': noun('Alarm', 'Alarme'),
  },
  ownNoun: (name) => noun(`Ereignis „${name}“`, `Ereignisse „${name}“`),
  metrics: {
    sessions: 'Besuche',
    leads: 'Leads',
    signups: 'Registrierungen',
    payments: 'Zahlungen',
    revenue: 'Umsatz',
    refunds: 'Erstattungen',
    refunds_amount: 'Erstattungen',
    net_revenue: 'Nettoumsatz',
    checkouts: 'begonnene Käufe',
    bookings: 'Buchungen',
    subscriptions_started: 'neue Abos',
    subscriptions_canceled: 'gekündigte Abos',
    payment_failures: 'fehlgeschlagene Zahlungen',
    messages: 'Nachrichten',
    content: 'veröffentlichte Inhalte',
    'usage.ingest_unit': 'Ereignisse',
    'usage.alerts_triggered': 'Alarme',
    conversion: 'Konversion',
    average_order_value: 'durchschnittlicher Bestellwert',
    new_customers: 'neue Kunden',
    returning_customers: 'wiederkehrende Kunden',
    active_customers: 'aktive Kunden',
    repeat_rate: 'Wiederkaufrate',
  },
  ownMetric: (name, isAmount) => (isAmount ? `„${name}“-Betrag` : `„${name}“`),

  inCurrency: (what, currency) => `${what} in ${currency}`,
  value: (name, value) => `${name} von ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name} unverändert` : `${name} um ${by} ${direction > 0 ? 'gestiegen' : 'gesunken'}`,

  onDay: (day) => `am ${day}`,
  betweenHours: (day, from, to) => `am ${day} zwischen ${from} und ${to} Uhr`,
  inDays: (days, day) => `in den ${days} Tagen bis ${day}`,
  soFar: (when) => `bisher ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) =>
    `${unit === 'hour' ? 'die letzte' : 'der letzte'} von ${periods} ${SPANS[unit][1]} in Folge`,

  condition: (operator, limit) =>
    `${{ gt: 'über', gte: 'auf oder über', lt: 'unter', lte: 'auf oder unter' }[operator]} der Schwelle von ${limit}`,
  usual: (value) => `üblich sind ${value}`,
  usualRange: (low, high) => `üblich sind ${low} bis ${high}`,
  expected: (value) => `zu erwarten waren ${value}`,

  same: (when) => `genauso viel wie ${then(when)}`,
  upOrDown: (was, when, isUp) => `${isUp ? 'gestiegen' : 'gesunken'} von ${was} ${then(when)}`,
  after: (was, when) => `nach ${was} ${then(when)}`,
  times: (n, was, when) => `${n}-mal so viel wie ${then(when)} (${was})`,
  moreOrLess: (by, was, when, isMore) => `${by} ${isMore ? 'mehr' : 'weniger'} als ${then(when)} (${was})`,

  instead: (now, was) => `${now} statt ${was}`,
  average: (now, was) => `im Schnitt ${was === null ? `wie zuvor ${now}` : `${now} statt ${was}`}`,
  outOf: (now, was) => `${now[0]} / ${now[1]} statt ${was[0]} / ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `das meiste davon in ${currency} (${now} statt ${was})`,
  mostlyFrom: (label, now, was) => `das meiste davon aus ${label} (${now} statt ${was})`,
  unexplained: 'die Ereignisse sagen nicht, warum',
  alone: (what, amount) => `allein ${what} über ${amount}`,
  refundedSameDay: (what, amount) => `${what} über ${amount} wurde am selben Tag erstattet`,

  oneAt: (what, time) => `${what} um ${time} Uhr`,
  within: (what, n, unit) => `${what} innerhalb ${span(n, unit)}`,
  lastAt: (time) => `zuletzt um ${time} Uhr`,
  without: (what, followUp, n, unit) => `${what} ohne ${followUp} innerhalb ${span(n, unit)}`,

  reminder: (day) => `Es ist ${day}: Daran sollte diese Regel erinnern`,
  nothingToDivide: (name, when) => `${name} ${when}: kein Wert, weil der Teiler 0 war`,
  overWhole: (name, when) =>
    `${name} ${when}: kein Wert, weil mehr gezählt wurde, als es Besuche gab; manche wurden nicht erfasst`,
};
