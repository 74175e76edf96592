/** The mails in Japanese. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'オーナー', admin: '管理者', editor: '編集者', viewer: '閲覧者' };
const NOT_ME = '心当たりがない：新しいパスワードを設定する';

export const ja: Letters = {
  confirm: {
    subject: 'メールアドレスの確認',
    text: 'Signalbox へようこそ。リンクを開いてアドレスを確認し、アカウントを有効にしてください。',
    action: 'アドレスを確認する',
    note: 'リンクは 24 時間以内に 1 回だけ使えます。登録した覚えがない場合は、このメールを無視してください。アカウントは作成されません。',
  },
  known: (url) => ({
    subject: 'すでにアカウントがあります',
    text: 'このアドレスで登録の申し込みがありましたが、すでにアカウントがあります。ログインしてください。',
    action: 'ログイン',
    note: `パスワードをお忘れの場合は、こちらから再設定できます： ${url}`,
  }),
  reset: {
    subject: '新しいパスワードの設定',
    text: '新しいパスワードの申し込みがありました。リンクを開いて設定してください。',
    action: '新しいパスワードを設定する',
    note: 'リンクは 1 時間以内に 1 回だけ使えます。申し込んだ覚えがない場合は、このメールを無視してください。パスワードは変わりません。',
  },
  passwordChanged: {
    subject: 'パスワードが変更されました',
    text: 'Signalbox アカウントのパスワードが変更されました。ご自身で変更した場合は、何もする必要はありません。',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: '2 段階認証が変更されました',
    text: 'Signalbox アカウントの 2 段階認証が変更されました。ご自身で変更した場合は、何もする必要はありません。',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: '新しいログイン',
    text: `これまで使われたことのないブラウザーから Signalbox アカウントにログインがありました：${from}。ご自身によるものであれば、何もする必要はありません。`,
    action: 'ログイン中の端末を確認する',
    note: '心当たりがない場合は、その端末をログアウトさせ、新しいパスワードを設定してください。',
  }),
  passkeyAdded: (name) => ({
    subject: 'パスキーが追加されました',
    text: `パスキー「${name}」が Signalbox アカウントに追加されました。パスワードなしでアカウントを開けます。ご自身によるものであれば、何もする必要はありません。`,
    action: 'パスキーを確認する',
    note: '心当たりがない場合は、それを削除し、新しいパスワードを設定してください。',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `${tenant} への招待`,
    text: `${inviter === null ? '' : `${inviter} さんから、`}Signalbox の ${tenant} に${ROLES[role]}として招待されています。`,
    action: '招待を受ける',
    note: 'リンクは 7 日以内に 1 回だけ使えます。送信者に心当たりがない場合は、このメールを無視してください。',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} は ${date} に削除されます`,
    text: `Signalbox の ${tenant} が閉鎖されました。キーは停止しており、${date} に中のすべてが完全に削除されます。それまではオーナーが取り消すことができ、必要なデータをエクスポートできます。`,
    action: 'ワークスペースを残す',
    note: '意図した操作であれば、何もする必要はありません。',
  }),
  accountLeaves: ({ date }) => ({
    subject: `あなたのアカウントは ${date} に削除されます`,
    text: `Signalbox アカウントの削除が申請されました。すべてのデバイスからサインアウトしました。${date} に、ほかに誰もいないワークスペースとともに完全に削除されます。心当たりがない場合は、アカウントを残して新しいパスワードを設定してください。`,
    action: 'アカウントを残す',
    note: 'リンクはその日まで有効です。サインインすることでも残せます。',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} を削除しました` : 'アカウントを削除しました',
    text:
      what === 'workspace'
        ? `${name} とその中のすべてを Signalbox から削除しました。`
        : `Signalbox アカウント ${name} を削除しました。ほかのワークスペースの監査ログに残るあなたの記録は、それぞれのワークスペースに残ります。`,
    action: '受領書に署名した鍵を見る',
    note: '以下は署名付きの受領書と、その SHA-256 の対象となる一覧です。このメールを保管してください。当社が保管するのは、誰の名前も含まない受領書だけです。',
  }),
};
