/** Default names of keys and rules that are made for a person, in their language. */
import type { Locale } from './locales.ts';

/** What a new project's first key is called. */
export const FIRST_KEY: Record<Locale, string> = {
  en: 'First key',
  es: 'Primera clave',
  'pt-BR': 'Primeira chave',
  fr: 'Première clé',
  de: 'Erster Schlüssel',
  it: 'Prima chiave',
  tr: 'İlk anahtar',
  ar: 'المفتاح الأول',
  ja: '最初のキー',
};

type Rule =
  | 'payment_failed'
  | 'abandoned_checkout'
  | 'refund_spike'
  | 'low_bookings'
  | 'churn_risk'
  | 'revenue_drop'
  | 'no_data'
  | 'build_failed'
  | 'weekly_briefing';

/** What the rules of the catalogue are called, by template. */
export const RULE_NAMES: Record<Locale, Record<Rule, string>> = {
  en: {
    payment_failed: 'Failed payment',
    abandoned_checkout: 'Abandoned checkout',
    refund_spike: 'Refund spike',
    low_bookings: 'Low bookings',
    churn_risk: 'Churn risk',
    revenue_drop: 'Revenue drop',
    no_data: 'No data',
    build_failed: 'Build failed',
    weekly_briefing: 'Weekly briefing',
  },
  es: {
    payment_failed: 'Pago fallido',
    abandoned_checkout: 'Compra abandonada',
    refund_spike: 'Pico de reembolsos',
    low_bookings: 'Pocas reservas',
    churn_risk: 'Riesgo de bajas',
    revenue_drop: 'Caída de ingresos',
    no_data: 'Sin datos',
    build_failed: 'Compilación fallida',
    weekly_briefing: 'Informe semanal',
  },
  'pt-BR': {
    payment_failed: 'Pagamento recusado',
    abandoned_checkout: 'Checkout abandonado',
    refund_spike: 'Pico de reembolsos',
    low_bookings: 'Poucas reservas',
    churn_risk: 'Risco de cancelamento',
    revenue_drop: 'Queda de receita',
    no_data: 'Sem dados',
    build_failed: 'Build falhou',
    weekly_briefing: 'Resumo semanal',
  },
  fr: {
    payment_failed: 'Paiement échoué',
    abandoned_checkout: 'Commande abandonnée',
    refund_spike: 'Pic de remboursements',
    low_bookings: 'Peu de réservations',
    churn_risk: 'Risque de résiliation',
    revenue_drop: 'Baisse du revenu',
    no_data: 'Aucune donnée',
    build_failed: 'Échec du build',
    weekly_briefing: 'Point hebdomadaire',
  },
  de: {
    payment_failed: 'Fehlgeschlagene Zahlung',
    abandoned_checkout: 'Abgebrochener Kauf',
    refund_spike: 'Viele Erstattungen',
    low_bookings: 'Wenige Buchungen',
    churn_risk: 'Kündigungsrisiko',
    revenue_drop: 'Umsatzeinbruch',
    no_data: 'Keine Daten',
    build_failed: 'Build fehlgeschlagen',
    weekly_briefing: 'Wochenbericht',
  },
  it: {
    payment_failed: 'Pagamento non riuscito',
    abandoned_checkout: 'Acquisto abbandonato',
    refund_spike: 'Picco di rimborsi',
    low_bookings: 'Poche prenotazioni',
    churn_risk: 'Rischio di abbandono',
    revenue_drop: 'Calo dei ricavi',
    no_data: 'Nessun dato',
    build_failed: 'Build non riuscita',
    weekly_briefing: 'Riepilogo settimanale',
  },
  tr: {
    payment_failed: 'Başarısız ödeme',
    abandoned_checkout: 'Yarım kalan ödeme adımı',
    refund_spike: 'İade artışı',
    low_bookings: 'Az rezervasyon',
    churn_risk: 'Müşteri kaybı riski',
    revenue_drop: 'Gelir düşüşü',
    no_data: 'Veri yok',
    build_failed: 'Derleme başarısız',
    weekly_briefing: 'Haftalık özet',
  },
  ar: {
    payment_failed: 'دفعة فاشلة',
    abandoned_checkout: 'عملية شراء متروكة',
    refund_spike: 'ارتفاع مفاجئ في الاسترداد',
    low_bookings: 'حجوزات قليلة',
    churn_risk: 'خطر فقدان العملاء',
    revenue_drop: 'انخفاض الإيرادات',
    no_data: 'لا توجد بيانات',
    build_failed: 'فشل البناء',
    weekly_briefing: 'الملخص الأسبوعي',
  },
  ja: {
    payment_failed: '支払いの失敗',
    abandoned_checkout: '購入手続きの離脱',
    refund_spike: '返金の急増',
    low_bookings: '予約の減少',
    churn_risk: '解約のおそれ',
    revenue_drop: '売上の急減',
    no_data: 'データの途絶',
    build_failed: 'ビルドの失敗',
    weekly_briefing: '週次のまとめ',
  },
};
