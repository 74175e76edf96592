/** French. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string, other: string, none: string): Noun => {
  return { bare: one, one: `# ${one}`, other: `# ${other}`, none: `${none} ${one}` };
};
const male = (one: string, other: string) => noun(one, other, 'aucun');
const female = (one: string, other: string) => noun(one, other, 'aucune');
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'la veille' : `sur les ${when} jours précédents`;
  return { week: 'une semaine plus tôt', so_far: 'une semaine plus tôt à la même heure' }[when];
};
const than = (when: Then) => `qu${/^[aeiou]/.test(then(when)) ? '’' : 'e '}${then(when)}`;
const SPANS = { minute: ['une minute', 'minutes'], hour: ['une heure', 'heures'], day: ['un jour', 'jours'] } as const;
const span = (n: number, unit: SpanUnit) => {
  return n === 1 ? SPANS[unit][0] : `${n.toLocaleString('fr')} ${SPANS[unit][1]}`;
};

export const fr: Language = {
  locale: 'fr',
  marks: { comma: ', ', colon: ' : ', semicolon: ' ; ', stop: '.' },
  nouns: {
    session_started: female('visite', 'visites'),
    lead_created: male('prospect', 'prospects'),
    signup: female('inscription', 'inscriptions'),
    payment_succeeded: male('paiement', 'paiements'),
    payment_failed: male('paiement échoué', 'paiements échoués'),
    refund_issued: male('remboursement', 'remboursements'),
    checkout_started: female('commande commencée', 'commandes commencées'),
    booking_requested: female('réservation', 'réservations'),
    subscription_started: male('nouvel abonnement', 'nouveaux abonnements'),
    subscription_canceled: male('abonnement résilié', 'abonnements résiliés'),
    message_received: male('message', 'messages'),
    content_published: male('contenu publié', 'contenus publiés'),
    '*': male('événement', 'événements'),
    'usage.alerts_triggered': female('alerte', 'alertes'),
  },
  ownNoun: (name) => male(`événement « ${name} »`, `événements « ${name} »`),
  metrics: {
    sessions: 'visites',
    leads: 'prospects',
    signups: 'inscriptions',
    payments: 'paiements',
    revenue: 'revenu',
    refunds: 'remboursements',
    refunds_amount: 'remboursements',
    net_revenue: 'revenu net',
    checkouts: 'commandes commencées',
    bookings: 'réservations',
    subscriptions_started: 'nouveaux abonnements',
    subscriptions_canceled: 'abonnements résiliés',
    payment_failures: 'paiements échoués',
    messages: 'messages',
    content: 'contenus publiés',
    'usage.ingest_unit': 'événements',
    'usage.alerts_triggered': 'alertes',
    conversion: 'conversion',
    average_order_value: 'panier moyen',
    new_customers: 'nouveaux clients',
    returning_customers: 'clients récurrents',
    active_customers: 'clients actifs',
    repeat_rate: 'taux de réachat',
  },
  ownMetric: (name, isAmount) => (isAmount ? `montant de « ${name} »` : `« ${name} »`),

  inCurrency: (what, currency) => `${what} en ${currency}`,
  value: (name, value) => `${name} de ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name} : sans changement` : `${name} en ${direction > 0 ? 'hausse' : 'baisse'} de ${by}`,

  onDay: (day) => `le ${day}`,
  betweenHours: (day, from, to) => `le ${day} entre ${from} et ${to}`,
  inDays: (days, day) => `sur les ${days} jours jusqu’au ${day}`,
  soFar: (when) => `jusqu’ici ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) =>
    `${unit === 'hour' ? 'la dernière' : 'le dernier'} de ${periods} ${SPANS[unit][1]} de suite`,

  condition: (operator, limit) =>
    ({
      gt: `au-dessus du seuil de ${limit}`,
      gte: `au seuil de ${limit} ou au-dessus`,
      lt: `en dessous du seuil de ${limit}`,
      lte: `au seuil de ${limit} ou en dessous`,
    })[operator],
  usual: (value) => `alors que l’habitude est de ${value}`,
  usualRange: (low, high) => `alors que l’habitude va de ${low} à ${high}`,
  expected: (value) => `alors qu’on attendait ${value}`,

  same: (when) => `autant ${than(when)}`,
  upOrDown: (was, when, isUp) => `en ${isUp ? 'hausse' : 'baisse'}, contre ${was} ${then(when)}`,
  after: (was, when) => `contre ${was} ${then(when)}`,
  times: (n, was, when) => `${n} fois plus ${than(when)} (${was})`,
  moreOrLess: (by, was, when, isMore) => `${by} de ${isMore ? 'plus' : 'moins'} ${than(when)} (${was})`,

  instead: (now, was) => `${now} au lieu de ${was}`,
  average: (now, was) => `${now} en moyenne ${was === null ? 'comme avant' : `au lieu de ${was}`}`,
  outOf: (now, was) => `${now[0]} pour ${now[1]} au lieu de ${was[0]} pour ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `surtout en ${currency} (${now} au lieu de ${was})`,
  mostlyFrom: (label, now, was) => `surtout ${label} (${now} au lieu de ${was})`,
  unexplained: 'les événements ne disent pas pourquoi',
  alone: (what, amount) => `dont ${what} de ${amount}`,
  refundedSameDay: (what, amount) => `${what} de ${amount} remboursé le même jour`,

  oneAt: (what, time) => `${what} à ${time}`,
  within: (what, n, unit) => `${what} en ${span(n, unit)}`,
  lastAt: (time) => `le dernier à ${time}`,
  without: (what, followUp, n, unit) => `${what} sans ${followUp} en ${span(n, unit)}`,

  reminder: (day) => `Nous sommes le ${day} : c’est ce que cette règle devait rappeler`,
  nothingToDivide: (name, when) => `${name} ${when} : pas de valeur, car le diviseur était nul`,
  overWhole: (name, when) =>
    `${name} ${when} : pas de valeur, car il y a eu plus de conversions que de sessions ; certaines n’ont pas été enregistrées`,
};
