/** Italian. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string, other: string, none: string): Noun => {
  return { bare: one, one: `# ${one}`, other: `# ${other}`, none: `${none}${one}` };
};
const male = (one: string, other: string) => noun(one, other, 'nessun ');
const female = (one: string, other: string) => noun(one, other, /^[aeiou]/.test(one) ? 'nessun’' : 'nessuna ');
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'il giorno prima' : `nei ${when} giorni precedenti`;
  return { week: 'una settimana prima', so_far: 'una settimana prima a quest’ora' }[when];
};
const comparedTo = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'al giorno prima' : `ai ${when} giorni precedenti`;
  return `a ${then(when)}`;
};
const SPANS = { minute: ['un minuto', 'minuti'], hour: ['un’ora', 'ore'], day: ['un giorno', 'giorni'] } as const;
const span = (n: number, unit: SpanUnit) => {
  return n === 1 ? SPANS[unit][0] : `${n.toLocaleString('it')} ${SPANS[unit][1]}`;
};

export const it: Language = {
  locale: 'it',
  marks: { comma: ', ', colon: ': ', semicolon: '; ', stop: '.' },
  nouns: {
    session_started: female('visita', 'visite'),
    lead_created: male('lead', 'lead'),
    signup: female('registrazione', 'registrazioni'),
    payment_succeeded: male('pagamento', 'pagamenti'),
    payment_failed: male('pagamento non riuscito', 'pagamenti non riusciti'),
    refund_issued: male('rimborso', 'rimborsi'),
    checkout_started: male('acquisto iniziato', 'acquisti iniziati'),
    booking_requested: female('prenotazione', 'prenotazioni'),
    subscription_started: male('nuovo abbonamento', 'nuovi abbonamenti'),
    subscription_canceled: male('abbonamento annullato', 'abbonamenti annullati'),
    message_received: male('messaggio', 'messaggi'),
    content_published: male('contenuto pubblicato', 'contenuti pubblicati'),
    '*': male('evento', 'eventi'),
    'usage.alerts_triggered': male('avviso', 'avvisi'),
  },
  ownNoun: (name) => male(`evento “${name}”`, `eventi “${name}”`),
  metrics: {
    sessions: 'visite',
    leads: 'lead',
    signups: 'registrazioni',
    payments: 'pagamenti',
    revenue: 'ricavi',
    refunds: 'rimborsi',
    refunds_amount: 'rimborsi',
    net_revenue: 'ricavi netti',
    checkouts: 'acquisti iniziati',
    bookings: 'prenotazioni',
    subscriptions_started: 'nuovi abbonamenti',
    subscriptions_canceled: 'abbonamenti annullati',
    payment_failures: 'pagamenti non riusciti',
    messages: 'messaggi',
    content: 'contenuti pubblicati',
    'usage.ingest_unit': 'eventi',
    'usage.alerts_triggered': 'avvisi',
    conversion: 'conversione',
    average_order_value: 'valore medio dell’ordine',
    new_customers: 'nuovi clienti',
    returning_customers: 'clienti di ritorno',
    active_customers: 'clienti attivi',
    repeat_rate: 'tasso di riacquisto',
  },
  ownMetric: (name, isAmount) => (isAmount ? `importo di “${name}”` : `“${name}”`),

  inCurrency: (what, currency) => `${what} in ${currency}`,
  value: (name, value) => (value.endsWith('%') ? `${name}: ${value}` : `${name} di ${value}`),
  changed: (name, by, direction) =>
    direction === 0 ? `${name}: nessuna variazione` : `${name} in ${direction > 0 ? 'aumento' : 'calo'} del ${by}`,

  onDay: (day) => day,
  betweenHours: (day, from, to) => `${day} tra le ${from} e le ${to}`,
  inDays: (days, day) => `nei ${days} giorni fino a ${day}`,
  soFar: (when) => `finora ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) => `${unit === 'hour' ? 'l’ultima' : 'l’ultimo'} di ${periods} ${SPANS[unit][1]} di fila`,

  condition: (operator, limit) =>
    ({
      gt: `sopra la soglia di ${limit}`,
      gte: `alla soglia di ${limit} o sopra`,
      lt: `sotto la soglia di ${limit}`,
      lte: `alla soglia di ${limit} o sotto`,
    })[operator],
  usual: (value) => `quando di solito il valore è ${value}`,
  usualRange: (low, high) => `quando di solito va da ${low} a ${high}`,
  expected: (value) => `quando il valore atteso era ${value}`,

  same: (when) => `come ${then(when)}`,
  upOrDown: (was, when, isUp) => `in ${isUp ? 'aumento' : 'calo'} da ${was} ${then(when)}`,
  after: (was, when) => `contro ${was} ${then(when)}`,
  times: (n, was, when) => `${n} volte rispetto ${comparedTo(when)} (${was})`,
  moreOrLess: (by, was, when, isMore) => `${by} in ${isMore ? 'più' : 'meno'} rispetto ${comparedTo(when)} (${was})`,

  instead: (now, was) => `${now} invece di ${was}`,
  average: (now, was) => `${now} in media ${was === null ? 'come prima' : `invece di ${was}`}`,
  outOf: (now, was) => `${now[0]} su ${now[1]} invece di ${was[0]} su ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `soprattutto in ${currency} (${now} invece di ${was})`,
  mostlyFrom: (label, now, was) => `soprattutto da ${label} (${now} invece di ${was})`,
  unexplained: 'gli eventi non dicono perché',
  alone: (what, amount) => `solo ${what} vale ${amount}`,
  refundedSameDay: (what, amount) => `${what} di ${amount} rimborsato lo stesso giorno`,

  oneAt: (what, time) => `${what} alle ${time}`,
  within: (what, n, unit) => `${what} in ${span(n, unit)}`,
  lastAt: (time) => `l’ultimo alle ${time}`,
  without: (what, followUp, n, unit) => `${what} senza ${followUp} entro ${span(n, unit)}`,

  reminder: (day) => `È ${day}: ecco ciò che questa regola doveva ricordare`,
  nothingToDivide: (name, when) => `${name} ${when}: nessun valore, perché il divisore era zero`,
  overWhole: (name, when) =>
    `${name} ${when}: nessun valore, perché si è contato più delle sessioni; alcune non sono state registrate`,
};
