/** Japanese. */
import type { Language, Noun, SpanUnit, Then } from '../language.ts';

const noun = (what: string): Noun => ({ bare: what, other: `${what} #件` });
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? '前日' : `その前の${when}日間`;
  return { week: '1週間前', so_far: '1週間前の同じ時刻まで' }[when];
};
const SPANS = { minute: '分', hour: '時間', day: '日' } as const;
const span = (n: number, unit: SpanUnit) => `${n.toLocaleString('ja')}${SPANS[unit]}以内`;

export const ja: Language = {
  locale: 'ja',
  marks: { comma: '、', colon: '：', semicolon: '。', stop: '。' },
  nouns: {
    session_started: noun('訪問'),
    lead_created: noun('リード'),
    signup: noun('新規登録'),
    payment_succeeded: noun('支払い'),
    payment_failed: noun('支払いの失敗'),
    refund_issued: noun('返金'),
    checkout_started: noun('購入手続き'),
    booking_requested: noun('予約'),
    subscription_started: noun('定期購入の開始'),
    subscription_canceled: noun('定期購入の解約'),
    message_received: noun('メッセージ'),
    content_published: noun('公開コンテンツ'),
    '*': noun('イベント'),
    'usage.alerts_triggered': noun('アラート'),
  },
  ownNoun: (name) => noun(`「${name}」イベント`),
  metrics: {
    sessions: '訪問',
    leads: 'リード',
    signups: '新規登録',
    payments: '支払い',
    revenue: '売上',
    refunds: '返金',
    refunds_amount: '返金額',
    net_revenue: '純売上',
    checkouts: '購入手続き',
    bookings: '予約',
    subscriptions_started: '定期購入の開始数',
    subscriptions_canceled: '定期購入の解約数',
    payment_failures: '支払いの失敗',
    messages: 'メッセージ',
    content: '公開コンテンツ',
    'usage.ingest_unit': 'イベント',
    'usage.alerts_triggered': 'アラート',
    conversion: 'コンバージョン',
    average_order_value: '平均注文額',
    new_customers: '新規顧客',
    returning_customers: 'リピート顧客',
    active_customers: 'アクティブ顧客',
    repeat_rate: 'リピート率',
  },
  ownMetric: (name, isAmount) => (isAmount ? `「${name}」の金額` : `「${name}」`),

  inCurrency: (what, currency) => `${what}（${currency}）`,
  value: (name, value) => `${name} ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name} 変化なし` : `${name} ${by}${direction > 0 ? '増' : '減'}`,

  onDay: (day) => day,
  betweenHours: (day, from, to) => `${day} ${from}～${to}`,
  inDays: (days, day) => `${day}までの${days}日間`,
  soFar: (when) => `${when}のここまで`,
  head: (what, when) => `${when}の${what}`,
  inARow: (periods, unit) => `${periods}${SPANS[unit]}${unit === 'day' ? '間' : ''}連続`,

  condition: (operator, limit) =>
    `${{ gt: `しきい値 ${limit} を上回る`, gte: `しきい値 ${limit} 以上`, lt: `しきい値 ${limit} を下回る`, lte: `しきい値 ${limit} 以下` }[operator]}`,
  usual: (value) => `通常は ${value}`,
  usualRange: (low, high) => `通常は ${low}～${high}`,
  expected: (value) => `想定は ${value}`,

  same: (when) => `${then(when)}と同じ`,
  upOrDown: (was, when, isUp) => `${then(when)}の ${was} から${isUp ? '上昇' : '低下'}`,
  after: (was, when) => `${then(when)}は ${was}`,
  times: (n, was, when) => `${then(when)}（${was}）の${n}倍`,
  moreOrLess: (by, was, when, isMore) => `${then(when)}（${was}）より${by}${isMore ? '多い' : '少ない'}`,

  instead: (now, was) => `${now}（以前は ${was}）`,
  average: (now, was) => `平均 ${now}（以前${was === null ? 'と同じ' : `は ${was}`}）`,
  outOf: (now, was) => `${now[1]}のうち${now[0]}（以前は ${was[1]}のうち ${was[0]}）`,
  mostlyInCurrency: (currency, now, was) => `大部分は ${currency}（${now}、以前は ${was}）`,
  mostlyFrom: (label, now, was) => `大部分は ${label}（${now}、以前は ${was}）`,
  unexplained: '理由はイベントからはわかりません',
  alone: (what, amount) => `${what}だけで ${amount}`,
  refundedSameDay: (what, amount) => `${amount} の${what}は同じ日に返金`,

  oneAt: (what, time) => `${time}に${what}`,
  within: (what, n, unit) => `${span(n, unit)}に${what}`,
  lastAt: (time) => `最後は ${time}`,
  without: (what, followUp, n, unit) => `${span(n, unit)}に${followUp}がない${what}`,

  reminder: (day) => `今日は${day}：このルールが知らせる日です`,
  nothingToDivide: (name, when) => `${when}の${name}は計算できません：割る数がありませんでした`,
  overWhole: (name, when) =>
    `${when}の${name}は計算できません：セッションより多く数えられており、記録されていないセッションがあります`,
};
