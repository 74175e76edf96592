/** Arabic. One and two are said without their number, as is usual. */
import type { Forms, Language, Noun, SpanUnit, Then } from '../language.ts';

/** One, one in words, two, few (3–10), many (11–99), others (100…). */
const noun = (bare: string, one: string, two: string, few: string, many: string, none: string): Noun => {
  return {
    bare,
    none: `لا ${none}`,
    one,
    two,
    few: `# ${few}`,
    many: `# ${many}`,
    other: `# ${bare}`,
    zero: `# ${bare}`,
  };
};
/** Names from outside keep their own direction. */
const own = (name: string) => `«\u2068${name}\u2069»`;
const then = (when: Then) => {
  if (typeof when === 'number') return when === 1 ? 'في اليوم السابق' : `في الأيام الـ${when} السابقة`;
  return { week: 'قبل أسبوع', so_far: 'قبل أسبوع حتى هذا الوقت' }[when];
};
const SPANS: Record<SpanUnit, Forms> = {
  minute: { one: 'دقيقة واحدة', two: 'دقيقتين', few: '# دقائق', many: '# دقيقة', other: '# دقيقة' },
  hour: { one: 'ساعة واحدة', two: 'ساعتين', few: '# ساعات', many: '# ساعة', other: '# ساعة' },
  day: { one: 'يوم واحد', two: 'يومين', few: '# أيام', many: '# يومًا', other: '# يوم' },
};
const rules = new Intl.PluralRules('ar');
const plural = (n: number, forms: Forms) => (forms[rules.select(n)] ?? forms.other).replace('#', String(n));
const span = (n: number, unit: SpanUnit) => plural(n, SPANS[unit]);

export const ar: Language = {
  locale: 'ar',
  marks: { comma: '، ', colon: ': ', semicolon: '؛ ', stop: '.' },
  nouns: {
    session_started: noun('زيارة', 'زيارة واحدة', 'زيارتان', 'زيارات', 'زيارة', 'زيارات'),
    lead_created: noun(
      'عميل محتمل',
      'عميل محتمل واحد',
      'عميلان محتملان',
      'عملاء محتملين',
      'عميلًا محتملًا',
      'عملاء محتملين',
    ),
    signup: noun('تسجيل', 'تسجيل واحد', 'تسجيلان', 'تسجيلات', 'تسجيلًا', 'تسجيلات'),
    payment_succeeded: noun('دفعة', 'دفعة واحدة', 'دفعتان', 'دفعات', 'دفعة', 'مدفوعات'),
    payment_failed: noun(
      'دفعة فاشلة',
      'دفعة فاشلة واحدة',
      'دفعتان فاشلتان',
      'دفعات فاشلة',
      'دفعة فاشلة',
      'دفعات فاشلة',
    ),
    refund_issued: noun(
      'عملية استرداد',
      'عملية استرداد واحدة',
      'عمليتا استرداد',
      'عمليات استرداد',
      'عملية استرداد',
      'عمليات استرداد',
    ),
    checkout_started: noun('عملية شراء', 'عملية شراء واحدة', 'عمليتا شراء', 'عمليات شراء', 'عملية شراء', 'عمليات شراء'),
    booking_requested: noun('حجز', 'حجز واحد', 'حجزان', 'حجوزات', 'حجزًا', 'حجوزات'),
    subscription_started: noun(
      'اشتراك جديد',
      'اشتراك جديد واحد',
      'اشتراكان جديدان',
      'اشتراكات جديدة',
      'اشتراكًا جديدًا',
      'اشتراكات جديدة',
    ),
    subscription_canceled: noun(
      'اشتراك ملغى',
      'اشتراك ملغى واحد',
      'اشتراكان ملغيان',
      'اشتراكات ملغاة',
      'اشتراكًا ملغى',
      'اشتراكات ملغاة',
    ),
    message_received: noun('رسالة', 'رسالة واحدة', 'رسالتان', 'رسائل', 'رسالة', 'رسائل'),
    content_published: noun(
      'محتوى منشور',
      'محتوى منشور واحد',
      'محتويان منشوران',
      'محتويات منشورة',
      'محتوى منشورًا',
      'محتويات منشورة',
    ),
    '*': noun('حدث', 'حدث واحد', 'حدثان', 'أحداث', 'حدثًا', 'أحداث'),
    'usage.alerts_triggered': noun('تنبيه', 'تنبيه واحد', 'تنبيهان', 'تنبيهات', 'تنبيهًا', 'تنبيهات'),
  },
  ownNoun: (name) => {
    const forms = ['حدث', 'حدث واحد', 'حدثان', 'أحداث', 'حدثًا', 'أحداث'].map((form) => `${form} ${own(name)}`);
    return noun(...(forms as Parameters<typeof noun>));
  },
  metrics: {
    sessions: 'الزيارات',
    leads: 'العملاء المحتملون',
    signups: 'التسجيلات',
    payments: 'المدفوعات',
    revenue: 'الإيرادات',
    refunds: 'عمليات الاسترداد',
    refunds_amount: 'المبالغ المستردة',
    net_revenue: 'صافي الإيرادات',
    checkouts: 'عمليات الشراء المبدوءة',
    bookings: 'الحجوزات',
    subscriptions_started: 'الاشتراكات الجديدة',
    subscriptions_canceled: 'الاشتراكات الملغاة',
    payment_failures: 'المدفوعات الفاشلة',
    messages: 'الرسائل',
    content: 'المحتوى المنشور',
    'usage.ingest_unit': 'الأحداث',
    'usage.alerts_triggered': 'التنبيهات',
    conversion: 'معدل التحويل',
    average_order_value: 'متوسط قيمة الطلب',
    new_customers: 'العملاء الجدد',
    returning_customers: 'العملاء العائدون',
    active_customers: 'العملاء النشطون',
    repeat_rate: 'معدل تكرار الشراء',
  },
  ownMetric: (name, isAmount) => (isAmount ? `مبلغ ${own(name)}` : own(name)),

  inCurrency: (what, currency) => `${what} بعملة ${currency}`,
  value: (name, value) => `${name} ${value}`,
  changed: (name, by, direction) =>
    direction === 0 ? `${name}: دون تغيير` : `${name}: ${direction > 0 ? 'ارتفاع' : 'انخفاض'} بنسبة ${by}`,

  onDay: (day) => `يوم ${day}`,
  betweenHours: (day, from, to) => `يوم ${day} بين الساعة ${from} والساعة ${to}`,
  inDays: (days, day) => `خلال ${span(days, 'day')} حتى ${day}`,
  soFar: (when) => `حتى الآن ${when}`,
  head: (what, when) => `${what} ${when}`,
  inARow: (periods, unit) => `وهي الأخيرة من ${span(periods, unit)} على التوالي`,

  condition: (operator, limit) =>
    ({
      gt: `أعلى من الحد ${limit}`,
      gte: `عند الحد ${limit} أو أعلى`,
      lt: `أدنى من الحد ${limit}`,
      lte: `عند الحد ${limit} أو أدنى`,
    })[operator],
  usual: (value) => `والمعتاد ${value}`,
  usualRange: (low, high) => `والمعتاد من ${low} إلى ${high}`,
  expected: (value) => `والمتوقع ${value}`,

  same: (when) => `مثل ما كان ${then(when)}`,
  upOrDown: (was, when, isUp) => `${isUp ? 'صعودًا' : 'هبوطًا'} من ${was} ${then(when)}`,
  after: (was, when) => `مقابل ${was} ${then(when)}`,
  times: (n, was, when) => `${n} ضعف ما كان ${then(when)} (${was})`,
  moreOrLess: (by, was, when, isMore) => `${isMore ? 'أكثر' : 'أقل'} بنسبة ${by} مما كان ${then(when)} (${was})`,

  instead: (now, was) => `${now} بدلًا من ${was}`,
  average: (now, was) => `بمتوسط ${now} ${was === null ? 'كما في السابق' : `بدلًا من ${was}`}`,
  outOf: (now, was) => `${now[0]} من ${now[1]} بدلًا من ${was[0]} من ${was[1]}`,
  mostlyInCurrency: (currency, now, was) => `معظمها بعملة ${currency} (${now} بدلًا من ${was})`,
  mostlyFrom: (label, now, was) => `معظمها من \u2068${label}\u2069 (${now} بدلًا من ${was})`,
  unexplained: 'الأحداث لا توضح السبب',
  alone: (what, amount) => `${what} وحدها بقيمة ${amount}`,
  refundedSameDay: (what, amount) => `${what} بقيمة ${amount} رُدّت في اليوم نفسه`,

  oneAt: (what, time) => `${what} الساعة ${time}`,
  within: (what, n, unit) => `${what} خلال ${span(n, unit)}`,
  lastAt: (time) => `آخرها الساعة ${time}`,
  without: (what, followUp, n, unit) => `${what} دون ${followUp} خلال ${span(n, unit)}`,

  reminder: (day) => `اليوم ${day}: هذا ما وُضعت القاعدة للتذكير به`,
  nothingToDivide: (name, when) => `${name} ${when}: لا قيمة، لأن المقسوم عليه كان صفرًا`,
  overWhole: (name, when) => `${name} ${when}: لا قيمة، لأن المعدود أكثر من الزيارات، فبعضها لم يُسجَّل`,
};
