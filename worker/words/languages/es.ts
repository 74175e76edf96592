/** Spanish. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string, other: string, none: string): Noun => {
  return { bare: one, one: `# ${one}`, other: `# ${other}`, none: `${none} ${one}` };
};
const male = (one: string, other: string) => noun(one, other, 'ningún');
const female = (one: string, other: string) => noun(one, other, 'ninguna');
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'el día anterior' : `en los ${when} días anteriores`;
  return { week: 'una semana antes', so_far: 'una semana antes a esta hora' }[when];
};
const SPANS = { minute: ['un minuto', 'minutos'], hour: ['una hora', 'horas'], day: ['un día', 'días'] } as const;
const span = (n: number, unit: SpanUnit) => {
  return n === 1 ? SPANS[unit][0] : `${n.toLocaleString('es')} ${SPANS[unit][1]}`;
};

export const es: Language = {
  locale: 'es',
  marks: { comma: ', ', colon: ': ', semicolon: '; ', stop: '.' },
  nouns: {
    session_started: female('visita', 'visitas'),
    lead_created: male('contacto', 'contactos'),
    signup: male('registro', 'registros'),
    payment_succeeded: male('pago', 'pagos'),
    payment_failed: male('pago fallido', 'pagos fallidos'),
    refund_issued: male('reembolso', 'reembolsos'),
    checkout_started: female('compra iniciada', 'compras iniciadas'),
    booking_requested: female('reserva', 'reservas'),
    subscription_started: female('suscripción nueva', 'suscripciones nuevas'),
    subscription_canceled: female('suscripción cancelada', 'suscripciones canceladas'),
    message_received: male('mensaje', 'mensajes'),
    content_published: male('contenido publicado', 'contenidos publicados'),
    '*': male('evento', 'eventos'),
    'usage.alerts_triggered': female('alerta', 'alertas'),
  },
  ownNoun: (name) => male(`evento «${name}»`, `eventos «${name}»`),
  metrics: {
    sessions: 'visitas',
    leads: 'contactos',
    signups: 'registros',
    payments: 'pagos',
    revenue: 'ingresos',
    refunds: 'reembolsos',
    refunds_amount: 'reembolsos',
    net_revenue: 'ingresos netos',
    checkouts: 'compras iniciadas',
    bookings: 'reservas',
    subscriptions_started: 'suscripciones nuevas',
    subscriptions_canceled: 'suscripciones canceladas',
    payment_failures: 'pagos fallidos',
    messages: 'mensajes',
    content: 'contenidos publicados',
    'usage.ingest_unit': 'eventos',
    'usage.alerts_triggered': 'alertas',
    conversion: 'conversión',
    average_order_value: 'valor medio del pedido',
    new_customers: 'clientes nuevos',
    returning_customers: 'clientes recurrentes',
    active_customers: 'clientes activos',
    repeat_rate: 'tasa de recompra',
  },
  ownMetric: (name, isAmount) => (isAmount ? `importe de «${name}»` : `«${name}»`),

  inCurrency: (what, currency) => `${what} en ${currency}`,
  value: (name, value) => `${name} de ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name}: sin cambios` : `${name}: ${direction > 0 ? 'subida' : 'bajada'} del ${by}`,

  onDay: (day) => `el ${day}`,
  betweenHours: (day, from, to) => `el ${day} entre las ${from} y las ${to}`,
  inDays: (days, day) => `en los ${days} días hasta el ${day}`,
  soFar: (when) => `hasta ahora ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) =>
    `${unit === 'hour' ? 'la última' : 'el último'} de ${periods} ${SPANS[unit][1]} seguid${unit === 'hour' ? 'a' : 'o'}s`,

  condition: (operator, limit) =>
    ({
      gt: `por encima del umbral de ${limit}`,
      gte: `en el umbral de ${limit} o por encima`,
      lt: `por debajo del umbral de ${limit}`,
      lte: `en el umbral de ${limit} o por debajo`,
    })[operator],
  usual: (value) => `cuando lo habitual es ${value}`,
  usualRange: (low, high) => `cuando lo habitual es de ${low} a ${high}`,
  expected: (value) => `cuando lo esperado era ${value}`,

  same: (when) => `igual que ${then(when)}`,
  upOrDown: (was, when, isUp) => `${isUp ? 'al alza' : 'a la baja'}, frente a ${was} ${then(when)}`,
  after: (was, when) => `frente a ${was} ${then(when)}`,
  times: (n, was, when) => `${n} veces lo registrado ${then(when)} (${was})`,
  moreOrLess: (by, was, when, isMore) => `un ${by} ${isMore ? 'más' : 'menos'} que ${then(when)} (${was})`,

  instead: (now, was) => `${now} en lugar de ${was}`,
  average: (now, was) => `${now} de media ${was === null ? 'como antes' : `en lugar de ${was}`}`,
  outOf: (now, was) => `${now[0]} de ${now[1]} en lugar de ${was[0]} de ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `la mayor parte en ${currency} (${now} en lugar de ${was})`,
  mostlyFrom: (label, now, was) => `la mayor parte de ${label} (${now} en lugar de ${was})`,
  unexplained: 'los eventos no dicen por qué',
  alone: (what, amount) => `solo ${what} sumó ${amount}`,
  refundedSameDay: (what, amount) => `${what} de ${amount} se reembolsó el mismo día`,

  oneAt: (what, time) => `${what} a las ${time}`,
  within: (what, n, unit) => `${what} en ${span(n, unit)}`,
  lastAt: (time) => `el último a las ${time}`,
  without: (what, followUp, n, unit) => `${what} sin ${followUp} en ${span(n, unit)}`,

  reminder: (day) => `Es ${day}: lo que esta regla debía recordar`,
  nothingToDivide: (name, when) => `${name} ${when}: sin valor, porque el divisor era cero`,
  overWhole: (name, when) =>
    `${name} ${when}: sin valor, porque se contó más que sesiones hubo; algunas no se registraron`,
};
