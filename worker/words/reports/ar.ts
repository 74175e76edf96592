/** Reports in Arabic. */
import type { ReportWords } from '../report-words.ts';

export const ar: ReportWords = {
  titles: { daily: 'التقرير اليومي', weekly: 'التقرير الأسبوعي' },
  numbers: 'الأرقام الرئيسية',
  alerts: 'التنبيهات',
  noAlerts: 'لم يصدر أي تنبيه.',
  moreAlerts: {
    one: 'تنبيه آخر',
    two: 'تنبيهان آخران',
    few: '# تنبيهات أخرى',
    many: '# تنبيهًا آخر',
    other: '# تنبيه آخر',
  },
  noisy: 'قواعد لا يتفاعل معها أحد',
  noisyRule: (raised, ignored) => `عدد التنبيهات ${raised}، منها ${ignored} بلا تفاعل`,
  actions: 'الخطوات التالية',
  noActions: 'لم يبقَ ما يجب فعله.',
  action: {
    follow_up_leads: {
      one: 'تابع عميلًا محتملًا واحدًا',
      two: 'تابع عميلين محتملين',
      few: 'تابع # عملاء محتملين',
      many: 'تابع # عميلًا محتملًا',
      other: 'تابع # عميل محتمل',
    },
    win_back_checkouts: {
      one: 'استعد عملية شراء متروكة واحدة',
      two: 'استعد عمليتي شراء متروكتين',
      few: 'استعد # عمليات شراء متروكة',
      many: 'استعد # عملية شراء متروكة',
      other: 'استعد # عملية شراء متروكة',
    },
    review_failed_payments: {
      one: 'راجع دفعة فاشلة واحدة',
      two: 'راجع دفعتين فاشلتين',
      few: 'راجع # دفعات فاشلة',
      many: 'راجع # دفعة فاشلة',
      other: 'راجع # دفعة فاشلة',
    },
    set_up_rules: { other: 'أنشئ أول قاعدة' },
  },
  open: 'افتح التقرير',
};
