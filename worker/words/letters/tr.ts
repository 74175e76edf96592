/** The mails in Turkish. */
import type { Letters } from '../letter-words.ts';

const ROLES = { owner: 'sahip', admin: 'yönetici', editor: 'düzenleyici', viewer: 'izleyici' };
const NOT_ME = 'Bunu ben yapmadım: yeni parola belirle';

export const tr: Letters = {
  confirm: {
    subject: 'E-posta adresinizi onaylayın',
    text: 'Signalbox’a hoş geldiniz. Adresinizi onaylamak ve hesabınızı açmak için bağlantıyı izleyin.',
    action: 'Adresimi onayla',
    note: 'Bağlantı bir kez, 24 saat boyunca çalışır. Kaydolmadıysanız bu e-postayı dikkate almayın: hesap açılmaz.',
  },
  known: (url) => ({
    subject: 'Zaten bir hesabınız var',
    text: 'Biri, belki siz, bu adresle kaydoldu. Adresin zaten bir hesabı var: bunun yerine giriş yapın.',
    action: 'Giriş yap',
    note: `Parolanızı mı unuttunuz? Yenisini buradan isteyin: ${url}`,
  }),
  reset: {
    subject: 'Yeni parola belirleyin',
    text: 'Biri, belki siz, yeni bir parola istedi. Parolayı seçmek için bağlantıyı izleyin.',
    action: 'Yeni parola seç',
    note: 'Bağlantı bir kez, bir saat boyunca çalışır. İstemediyseniz bu e-postayı dikkate almayın: parolanız olduğu gibi kalır.',
  },
  passwordChanged: {
    subject: 'Parola değişti',
    text: 'Signalbox hesabınızın parolası az önce değişti. Bunu siz yaptıysanız bir şey yapmanız gerekmez.',
    action: NOT_ME,
  },
  secondFactorChanged: {
    subject: 'İkinci adım değişti',
    text: 'Signalbox hesabınızın ikinci doğrulama adımı az önce değişti. Bunu siz yaptıysanız bir şey yapmanız gerekmez.',
    action: NOT_ME,
  },
  newDevice: (from) => ({
    subject: 'Yeni bir oturum',
    text: `Signalbox hesabınızda şimdiye kadar bilinmeyen bir tarayıcıyla oturum açıldı: ${from}. Bunu siz yaptıysanız bir şey yapmanız gerekmez.`,
    action: 'Nerede oturum açtığımı gör',
    note: 'Siz yapmadıysanız o cihazın oturumunu orada kapatın ve yeni bir parola belirleyin.',
  }),
  passkeyAdded: (name) => ({
    subject: 'Bir geçiş anahtarı eklendi',
    text: `${name} geçiş anahtarı az önce Signalbox hesabınıza eklendi. Hesabı parolasız açar. Bunu siz yaptıysanız bir şey yapmanız gerekmez.`,
    action: 'Geçiş anahtarlarımı gör',
    note: 'Siz yapmadıysanız onu orada kaldırın ve yeni bir parola belirleyin.',
  }),
  invitation: ({ inviter, tenant, role }) => ({
    subject: `Davet: ${tenant}`,
    text: `${inviter ?? 'Biri'} sizi Signalbox’ta ${tenant} çalışma alanına davet ediyor. Rolünüz: ${ROLES[role]}.`,
    action: 'Daveti kabul et',
    note: 'Bağlantı bir kez, yedi gün boyunca çalışır. Göndereni tanımıyorsanız bu e-postayı dikkate almayın.',
  }),
  workspaceLeaves: ({ tenant, date }) => ({
    subject: `${tenant} ${date} tarihinde silinecek`,
    text: `Signalbox’taki ${tenant} az önce kapatıldı. Anahtarları artık çalışmıyor; ${date} tarihinde içindeki her şey kalıcı olarak silinecek. O güne kadar bir sahip onu geri alabilir, siz de ihtiyacınız olanları dışa aktarabilirsiniz.`,
    action: 'Çalışma alanını koru',
    note: 'Bunu istediyseniz yapmanız gereken bir şey yok.',
  }),
  accountLeaves: ({ date }) => ({
    subject: `Hesabınız ${date} tarihinde silinecek`,
    text: `Signalbox hesabınızın silinmesini istediniz. Tüm cihazlarda oturum kapatıldı. ${date} tarihinde hesabınız, başka kimsenin olmadığı çalışma alanlarıyla birlikte kalıcı olarak silinecek. Bunu siz yapmadıysanız hesabı koruyun ve yeni bir parola belirleyin.`,
    action: 'Hesabımı koru',
    note: 'Bağlantı o güne kadar çalışır. Oturum açmanız da yeterlidir.',
  }),
  deleted: ({ what, name }) => ({
    subject: what === 'workspace' ? `${name} silindi` : 'Hesabınız silindi',
    text:
      what === 'workspace'
        ? `${name} ve içindeki her şey Signalbox’tan silindi.`
        : `${name} Signalbox hesabınız silindi. Diğer çalışma alanlarının denetim günlüklerinde sizinle ilgili yazdıkları onlarda kalır.`,
    action: 'Makbuzu imzalayan anahtarı gör',
    note: 'Aşağıda imzalı makbuz ve SHA-256 değerinin ait olduğu liste var. Bu e-postayı saklayın: biz yalnızca kimsenin adını içermeyen makbuzu saklarız.',
  }),
};
