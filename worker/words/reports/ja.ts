/** Reports in Japanese. */
import type { ReportWords } from '../report-words.ts';

export const ja: ReportWords = {
  titles: { daily: '日次レポート', weekly: '週次レポート' },
  numbers: '主な数値',
  alerts: 'アラート',
  noAlerts: 'アラートはありませんでした。',
  moreAlerts: { other: 'ほか # 件のアラート' },
  noisy: '対応されていないルール',
  noisyRule: (raised, ignored) => `アラート ${raised} 件のうち ${ignored} 件が未対応`,
  actions: '次のアクション',
  noActions: '残っていることはありません。',
  action: {
    follow_up_leads: { other: 'リード # 件に返信する' },
    win_back_checkouts: { other: '未完了の購入手続き # 件を取り戻す' },
    review_failed_payments: { other: '失敗した支払い # 件を確認する' },
    set_up_rules: { other: '最初のルールを作成する' },
  },
  open: 'レポートを開く',
};
