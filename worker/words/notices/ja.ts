/** Notifications in Japanese. */
import type { NoticeWords } from '../notice-words.ts';

export const ja: NoticeWords = {
  severities: { info: 'お知らせ', warning: '警告', critical: '重大' },
  resolved: '解決済み',
  unacknowledged: 'まだ誰も対応していません',
  together: (n) => `通知 ${n} 件`,
  andMore: (n) => `ほか ${n} 件。`,
  showAll: 'すべて表示',
  waitingFor: (minutes) => `${minutes} 分前に発生しましたが、まだ誰も確認していません。`,
  whyNext: (project) => `${project} の次の担当者として登録されているため、このメールが届いています。`,
  openAlert: 'アラートを開く',
  acts: { acknowledge: '対応する', snooze: '1時間スヌーズ' },
  whatsapp: {
    consent:
      'この番号で Signalbox のアラートを WhatsApp で受け取ることに同意します。Signalbox 内、または STOP と返信することで、いつでも終了できます。',
    template: 'Signalbox からのお知らせ: {{1}}。\n\n{{2}}\n\n詳しくは Signalbox をご覧ください。',
    open: '開く',
    acknowledged: (title) => `対応しました: ${title}`,
    snoozed: (title) => `1時間スヌーズしました: ${title}`,
    tooLate: (title) => `すでに状態が変わっています: ${title}`,
    notAllowed: (title) => `このアラートを操作する権限がありません: ${title}`,
  },
  overAlready: 'その後、終了しました。',
  conditionCleared: '条件は成立しなくなりました。',
  resolvedBy: (name) => `${name} さんが解決しました。`,
  why: (project) => `Signalbox で ${project} をフォローしているため、このお知らせが届いています。`,
  whyRecipient: (project) =>
    `このアドレスが Signalbox の ${project} に関するメールの受信に同意したため、届いています。`,
  change: '受け取る内容を変更',
  unsubscribe: (project) => `${project} に関するメールを停止`,
  events: {
    lead_created: '新しい見込み客',
    signup: '新規登録',
    payment_succeeded: '支払いの受領',
    payment_failed: '支払いの失敗',
    checkout_abandoned: '購入手続きの離脱',
    build_failed: 'ビルドの失敗',
  },
  eventAt: (time) => `${time} に発生しました。`,
  moreEvents: (n, minutes) => `${minutes} 分間にさらに ${n} 件。`,
  openEvents: 'イベントを表示',
  confirmMail: {
    subject: (project) => `${project} に関するメールを受け取りますか`,
    text: (project) =>
      `このアドレスが Signalbox の ${project} のアラートの送信先として追加されました。同意がなければ何も送信されません。`,
    action: 'はい、受け取ります',
    note: 'プロジェクトに心当たりがなければ、このメールは無視してください。',
  },
  confirmPage: {
    title: 'Signalbox からのメール',
    text: (project) => `このアドレスで ${project} のアラートを受け取りますか。`,
    button: 'はい、受け取ります',
    done: (project) => `今後、${project} のアラートが届きます。各メールに停止用のリンクがあります。`,
  },
  unsubscribePage: {
    title: 'メールの停止',
    text: (project) => `${project} に関するメールを停止しますか。`,
    button: 'メールを停止',
    done: (project) => `${project} に関するメールは今後届きません。`,
  },
  heads: {
    subject: (project, day) => `${project}：イベントの証明（${day}）`,
    text: (project, day) =>
      `下の行は、${day}（UTC）の終わりまでに受信した ${project} のすべてのイベントの署名付き証明です。`,
    keep: 'このメールは Signalbox の誰も書き込めない場所に保管してください。これらのイベントが後から変更または削除されていないかを、このメールで確認できます。',
    action: 'その日の公開ファイル',
  },
  test: {
    subject: (project) => `テスト: ${project}`,
    text: (project) => `${project} のメッセージはここに届きます。`,
  },
};
