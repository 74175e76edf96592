/** Turkish. Numbers have no suffixes, which would depend on how the number is read. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (one: string): Noun => ({ bare: one, other: `# ${one}` });
/** When; compared with when; the same as when; so many times what it was when. */
const THEN = {
  week: ['bir hafta önce', 'bir hafta öncesine göre', 'bir hafta öncesiyle aynı', 'bir hafta öncesinin'],
  so_far: [
    'bir hafta önce bu saate kadar',
    'bir hafta önce bu saate göre',
    'bir hafta önce bu saatle aynı',
    'bir hafta önce bu saatin',
  ],
  day: ['önceki gün', 'önceki güne göre', 'önceki günle aynı', 'önceki günün'],
} as const;
const then = (when: Then): readonly [string, string, string, string] => {
  if (typeof when !== 'number') return THEN[when];
  if (when === 1) return THEN.day;
  return [`önceki ${when} günde`, `önceki ${when} güne göre`, `önceki ${when} günle aynı`, `önceki ${when} günün`];
};
const SPANS = { minute: 'dakika', hour: 'saat', day: 'gün' } as const;
const span = (n: number, unit: SpanUnit) => `${n.toLocaleString('tr')} ${SPANS[unit]} içinde`;

export const tr: Language = {
  locale: 'tr',
  marks: { comma: ', ', colon: ': ', semicolon: '; ', stop: '.' },
  nouns: {
    session_started: noun('ziyaret'),
    lead_created: noun('potansiyel müşteri'),
    signup: noun('kayıt'),
    payment_succeeded: noun('ödeme'),
    payment_failed: noun('başarısız ödeme'),
    refund_issued: noun('iade'),
    checkout_started: noun('ödeme adımı'),
    booking_requested: noun('rezervasyon'),
    subscription_started: noun('yeni abonelik'),
    subscription_canceled: noun('iptal edilen abonelik'),
    message_received: noun('mesaj'),
    content_published: noun('yayınlanan içerik'),
    '*': noun('olay'),
    'usage.alerts_triggered': noun('uyarı'),
  },
  ownNoun: (name) => noun(`“${name}” olayı`),
  metrics: {
    sessions: 'ziyaretler',
    leads: 'potansiyel müşteriler',
    signups: 'kayıtlar',
    payments: 'ödemeler',
    revenue: 'gelir',
    refunds: 'iadeler',
    refunds_amount: 'iade tutarı',
    net_revenue: 'net gelir',
    checkouts: 'ödeme adımları',
    bookings: 'rezervasyonlar',
    subscriptions_started: 'yeni abonelikler',
    subscriptions_canceled: 'iptal edilen abonelikler',
    payment_failures: 'başarısız ödemeler',
    messages: 'mesajlar',
    content: 'yayınlanan içerik',
    'usage.ingest_unit': 'olaylar',
    'usage.alerts_triggered': 'uyarılar',
    conversion: 'dönüşüm',
    average_order_value: 'ortalama sipariş tutarı',
    new_customers: 'yeni müşteriler',
    returning_customers: 'geri gelen müşteriler',
    active_customers: 'aktif müşteriler',
    repeat_rate: 'tekrar satın alma oranı',
  },
  ownMetric: (name, isAmount) => (isAmount ? `“${name}” tutarı` : `“${name}”`),

  inCurrency: (what, currency) => `${what} (${currency})`,
  value: (name, value) => `${name} ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name} değişmedi` : `${name} ${by} ${direction > 0 ? 'arttı' : 'azaldı'}`,

  onDay: (day) => day,
  betweenHours: (day, from, to) => `${day} ${from}–${to}`,
  inDays: (days, day) => `${day} gününe kadarki ${days} gün`,
  soFar: (when) => `${when} (şu ana kadar)`,
  head: (what, when) => `${when}: ${what}`,
  inARow: (periods, unit) => `art arda ${periods} ${{ hour: 'saatin', day: 'günün' }[unit]} sonuncusu`,

  condition: (operator, limit) =>
    `${limit} ${{ gt: 'eşiğinin üzerinde', gte: 'eşiğinde veya üzerinde', lt: 'eşiğinin altında', lte: 'eşiğinde veya altında' }[operator]}`,
  usual: (value) => `olağan değer ${value}`,
  usualRange: (low, high) => `olağan aralık ${low} – ${high}`,
  expected: (value) => `beklenen değer ${value}`,

  same: (when) => then(when)[2],
  upOrDown: (was, when, isUp) => `${then(when)[0]} ${was} iken ${isUp ? 'yükseldi' : 'düştü'}`,
  after: (was, when) => `${then(when)[0]} ${was}`,
  times: (n, was, when) => `${then(when)[3]} ${n} katı (${was})`,
  moreOrLess: (by, was, when, isMore) => `${then(when)[1]} ${by} ${isMore ? 'fazla' : 'az'} (${was})`,

  instead: (now, was) => `${now} (önce ${was})`,
  average: (now, was) => (was === null ? `ortalama yine ${now}` : `ortalama ${now} (önce ${was})`),
  outOf: (now, was) => `${now[0]} / ${now[1]}, önce ${was[0]} / ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `çoğu ${currency} (${now}, önce ${was})`,
  mostlyFrom: (label, now, was) => `çoğu ${label} kaynaklı (${now}, önce ${was})`,
  unexplained: 'olaylar nedenini söylemiyor',
  alone: (what, amount) => `tek başına ${what}: ${amount}`,
  refundedSameDay: (what, amount) => `${amount} tutarındaki ${what} aynı gün iade edildi`,

  oneAt: (what, time) => `${what}, saat ${time}`,
  within: (what, n, unit) => `${span(n, unit)} ${what}`,
  lastAt: (time) => `sonuncusu saat ${time}`,
  without: (what, followUp, n, unit) => `${what}: ${span(n, unit)} ${followUp} gelmedi`,

  reminder: (day) => `Bugün ${day}: bu kural bunu hatırlatmak için kuruldu`,
  nothingToDivide: (name, when) => `${when}: ${name} hesaplanamadı, bölünecek bir şey yoktu`,
  overWhole: (name, when) => `${when}: ${name} hesaplanamadı; oturumdan fazlası sayıldı, bazı oturumlar kaydedilmemiş`,
};
