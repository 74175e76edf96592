/** Reports in Turkish. */
import type { ReportWords } from '../report-words.ts';

export const tr: ReportWords = {
  titles: { daily: 'Günlük rapor', weekly: 'Haftalık rapor' },
  numbers: 'Temel sayılar',
  alerts: 'Uyarılar',
  noAlerts: 'Hiç uyarı olmadı.',
  moreAlerts: { other: '# uyarı daha' },
  noisy: 'Kimsenin tepki vermediği kurallar',
  noisyRule: (raised, ignored) => `${raised} uyarı, ${ignored} tanesi tepkisiz`,
  actions: 'Sıradaki adımlar',
  noActions: 'Yapılacak bir şey kalmadı.',
  action: {
    follow_up_leads: { other: '# potansiyel müşteriye dönün' },
    win_back_checkouts: { other: '# ödeme adımını geri kazanın' },
    review_failed_payments: { other: '# başarısız ödemeyi inceleyin' },
    set_up_rules: { other: 'İlk kuralınızı oluşturun' },
  },
  open: 'Raporu aç',
};
