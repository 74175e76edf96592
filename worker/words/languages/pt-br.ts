/** Portuguese of Brazil. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string, other: string, none: string): Noun => {
  return { bare: one, one: `# ${one}`, other: `# ${other}`, none: `${none} ${one}` };
};
const male = (one: string, other: string) => noun(one, other, 'nenhum');
const female = (one: string, other: string) => noun(one, other, 'nenhuma');
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'no dia anterior' : `nos ${when} dias anteriores`;
  return { week: 'uma semana antes', so_far: 'uma semana antes até este horário' }[when];
};
const SPANS = { minute: ['um minuto', 'minutos'], hour: ['uma hora', 'horas'], day: ['um dia', 'dias'] } as const;
const span = (n: number, unit: SpanUnit) => {
  return n === 1 ? SPANS[unit][0] : `${n.toLocaleString('pt-BR')} ${SPANS[unit][1]}`;
};
/** Saturday and Sunday are masculine, the other days feminine. */
const on = (weekday: number) => (weekday === 0 || weekday === 6 ? 'no' : 'na');

export const ptBR: Language = {
  locale: 'pt-BR',
  marks: { comma: ', ', colon: ': ', semicolon: '; ', stop: '.' },
  nouns: {
    session_started: female('visita', 'visitas'),
    lead_created: male('lead', 'leads'),
    signup: male('cadastro', 'cadastros'),
    payment_succeeded: male('pagamento', 'pagamentos'),
    payment_failed: male('pagamento recusado', 'pagamentos recusados'),
    refund_issued: male('reembolso', 'reembolsos'),
    checkout_started: male('checkout', 'checkouts'),
    booking_requested: female('reserva', 'reservas'),
    subscription_started: female('nova assinatura', 'novas assinaturas'),
    subscription_canceled: female('assinatura cancelada', 'assinaturas canceladas'),
    message_received: female('mensagem', 'mensagens'),
    content_published: male('conteúdo publicado', 'conteúdos publicados'),
    '*': male('evento', 'eventos'),
    'usage.alerts_triggered': male('alerta', 'alertas'),
  },
  ownNoun: (name) => male(`evento “${name}”`, `eventos “${name}”`),
  metrics: {
    sessions: 'visitas',
    leads: 'leads',
    signups: 'cadastros',
    payments: 'pagamentos',
    revenue: 'receita',
    refunds: 'reembolsos',
    refunds_amount: 'reembolsos',
    net_revenue: 'receita líquida',
    checkouts: 'checkouts',
    bookings: 'reservas',
    subscriptions_started: 'novas assinaturas',
    subscriptions_canceled: 'assinaturas canceladas',
    payment_failures: 'pagamentos recusados',
    messages: 'mensagens',
    content: 'conteúdos publicados',
    'usage.ingest_unit': 'eventos',
    'usage.alerts_triggered': 'alertas',
    conversion: 'conversão',
    average_order_value: 'valor médio do pedido',
    new_customers: 'novos clientes',
    returning_customers: 'clientes recorrentes',
    active_customers: 'clientes ativos',
    repeat_rate: 'taxa de recompra',
  },
  ownMetric: (name, isAmount) => (isAmount ? `valor de “${name}”` : `“${name}”`),

  inCurrency: (what, currency) => `${what} em ${currency}`,
  value: (name, value) => `${name} de ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name}: sem mudança` : `${name}: ${direction > 0 ? 'alta' : 'queda'} de ${by}`,

  onDay: (day, weekday) => `${on(weekday)} ${day}`,
  betweenHours: (day, from, to, weekday) => `${on(weekday)} ${day} entre ${from} e ${to}`,
  inDays: (days, day) => `nos ${days} dias até ${day}`,
  soFar: (when) => `até agora ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) =>
    `${unit === 'hour' ? 'a última' : 'o último'} de ${periods} ${SPANS[unit][1]} seguid${unit === 'hour' ? 'a' : 'o'}s`,

  condition: (operator, limit) =>
    ({
      gt: `acima do limite de ${limit}`,
      gte: `no limite de ${limit} ou acima`,
      lt: `abaixo do limite de ${limit}`,
      lte: `no limite de ${limit} ou abaixo`,
    })[operator],
  usual: (value) => `quando o habitual é ${value}`,
  usualRange: (low, high) => `quando o habitual é de ${low} a ${high}`,
  expected: (value) => `quando o esperado era ${value}`,

  same: (when) => `o mesmo que ${then(when)}`,
  upOrDown: (was, when, isUp) => `em ${isUp ? 'alta' : 'queda'}, contra ${was} ${then(when)}`,
  after: (was, when) => `contra ${was} ${then(when)}`,
  times: (n, was, when) => `${n} vezes o registrado ${then(when)} (${was})`,
  moreOrLess: (by, was, when, isMore) => `${by} a ${isMore ? 'mais' : 'menos'} que ${then(when)} (${was})`,

  instead: (now, was) => `${now} em vez de ${was}`,
  average: (now, was) => `${now} em média ${was === null ? 'como antes' : `em vez de ${was}`}`,
  outOf: (now, was) => `${now[0]} de ${now[1]} em vez de ${was[0]} de ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `a maior parte em ${currency} (${now} em vez de ${was})`,
  mostlyFrom: (label, now, was) => `a maior parte de ${label} (${now} em vez de ${was})`,
  unexplained: 'os eventos não dizem por quê',
  alone: (what, amount) => `só ${what} somou ${amount}`,
  refundedSameDay: (what, amount) => `${what} de ${amount} foi reembolsado no mesmo dia`,

  oneAt: (what, time) => `${what} às ${time}`,
  within: (what, n, unit) => `${what} em ${span(n, unit)}`,
  lastAt: (time) => `o último às ${time}`,
  without: (what, followUp, n, unit) => `${what} sem ${followUp} em ${span(n, unit)}`,

  reminder: (day) => `É ${day}: o que esta regra devia lembrar`,
  nothingToDivide: (name, when) => `${name} ${when}: sem valor, porque o divisor era zero`,
  overWhole: (name, when) =>
    `${name} ${when}: sem valor, porque se contou mais do que sessões houve; algumas não foram registradas`,
};
