/** English. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string, other: string, article = 'a'): Noun => {
  return { bare: `${article} ${one}`, one: `# ${one}`, other: `# ${other}`, none: `no ${other}` };
};
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'on the day before' : `in the ${when} days before`;
  return { week: 'a week before', so_far: 'by this time a week before' }[when];
};
const span = (n: number, unit: SpanUnit) => {
  return n === 1 ? `${unit === 'hour' ? 'an' : 'a'} ${unit}` : `${n.toLocaleString('en-US')} ${unit}s`;
};

export const en: Language = {
  locale: 'en',
  marks: { comma: ', ', colon: ': ', semicolon: '; ', stop: '.' },
  nouns: {
    session_started: noun('session', 'sessions'),
    lead_created: noun('lead', 'leads'),
    signup: noun('signup', 'signups'),
    payment_succeeded: noun('payment', 'payments'),
    payment_failed: noun('failed payment', 'failed payments'),
    refund_issued: noun('refund', 'refunds'),
    checkout_started: noun('checkout', 'checkouts'),
    booking_requested: noun('booking', 'bookings'),
    subscription_started: noun('new subscription', 'new subscriptions'),
    subscription_canceled: noun('canceled subscription', 'canceled subscriptions'),
    message_received: noun('message', 'messages'),
    content_published: noun('published piece', 'published pieces'),
    '*': noun('event', 'events', 'an'),
    'usage.alerts_triggered': noun('alert', 'alerts', 'an'),
  },
  ownNoun: (name) => noun(`“${name}” event`, `“${name}” events`),
  metrics: {
    sessions: 'sessions',
    leads: 'leads',
    signups: 'signups',
    payments: 'payments',
    revenue: 'revenue',
    refunds: 'refunds',
    refunds_amount: 'refunds',
    net_revenue: 'net revenue',
    checkouts: 'checkouts',
    bookings: 'bookings',
    subscriptions_started: 'new subscriptions',
    subscriptions_canceled: 'canceled subscriptions',
    payment_failures: 'failed payments',
    messages: 'messages',
    content: 'published content',
    'usage.ingest_unit': 'events',
    'usage.alerts_triggered': 'alerts',
    conversion: 'conversion',
    average_order_value: 'average order value',
    new_customers: 'new customers',
    returning_customers: 'returning customers',
    active_customers: 'active customers',
    repeat_rate: 'repeat rate',
  },
  ownMetric: (name, isAmount) => (isAmount ? `“${name}” amount` : `“${name}”`),

  inCurrency: (what, currency) => `${what} in ${currency}`,
  value: (name, value) => `${name} of ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name} did not change` : `${name} ${direction > 0 ? 'rose' : 'fell'} by ${by}`,

  onDay: (day) => `on ${day}`,
  betweenHours: (day, from, to) => `on ${day} between ${from} and ${to}`,
  inDays: (days, day) => `in the ${days} days to ${day}`,
  soFar: (when) => `so far ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) => `the last of ${periods} ${unit}s in a row`,

  condition: (operator, limit) =>
    `${{ gt: 'above', gte: 'at or above', lt: 'below', lte: 'at or below' }[operator]} the threshold of ${limit}`,
  usual: (value) => `where ${value} is usual`,
  usualRange: (low, high) => `where ${low} to ${high} is usual`,
  expected: (value) => `where ${value} was to be expected`,

  same: (when) => `the same as ${then(when)}`,
  upOrDown: (was, when, isUp) => `${isUp ? 'up' : 'down'} from ${was} ${then(when)}`,
  after: (was, when, nothing) => `after ${nothing ? { count: 'none', money: 'nothing' }[nothing] : was} ${then(when)}`,
  times: (n, was, when, isMoney) => `${n} times as ${isMoney ? 'much' : 'many'} as ${then(when)} (${was})`,
  moreOrLess: (by, was, when, isMore, isMoney) =>
    `${by} ${isMore ? 'more' : isMoney ? 'less' : 'fewer'} than ${then(when)} (${was})`,

  instead: (now, was) => `${now} instead of ${was}`,
  average: (now, was) => `${now} on average ${was === null ? 'as before' : `instead of ${was}`}`,
  outOf: (now, was) => `${now[0]} from ${now[1]} instead of ${was[0]} from ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `most of it in ${currency} (${now} instead of ${was})`,
  mostlyFrom: (label, now, was) => `most of it from ${label} (${now} instead of ${was})`,
  unexplained: 'the events do not say why',
  alone: (what, amount) => `${what} alone was ${amount}`,
  refundedSameDay: (what, amount) => `${what} of ${amount} was refunded the same day`,

  oneAt: (what, time) => `${what} at ${time}`,
  within: (what, n, unit) => `${what} within ${span(n, unit)}`,
  lastAt: (time) => `the last at ${time}`,
  without: (what, followUp, n, unit) => `${what} without ${followUp} within ${span(n, unit)}`,

  reminder: (day) => `It is ${day}: what this rule was set to remind you of`,
  nothingToDivide: (name, when) => `Nothing to tell of ${name} ${when}: there was nothing to divide by`,
  overWhole: (name, when) =>
    `Nothing to tell of ${name} ${when}: more was counted than there were sessions, so some were not recorded`,
};
